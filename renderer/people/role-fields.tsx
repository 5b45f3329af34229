import { ROLE_NAMES, ROLES } from '../../core/contract/calls/needs.ts';
import type { Role } from '../../core/contract/calls/needs.ts';
import { CheckField } from '../components/controls/controls.tsx';
import css from './people.module.css';

interface RoleFieldsProps {
  readonly roles: readonly Role[];
  /** The first person is an administrator in any case. */
  readonly always?: Role | undefined;
  readonly onRoles: (roles: readonly Role[]) => void;
}

/** What a person may do: any number of roles. */
export function RoleFields({ roles, always, onRoles }: RoleFieldsProps) {
  return (
    <fieldset className={css.roles}>
      <legend>Roles</legend>
      {ROLE_NAMES.map((role) => (
        <CheckField
          key={role}
          label={ROLES[role].title}
          hint={ROLES[role].meaning}
          checked={roles.includes(role) || role === always}
          disabled={role === always}
          onChange={({ target }) =>
            onRoles(target.checked ? [...roles, role] : roles.filter((one) => one !== role))
          }
        />
      ))}
    </fieldset>
  );
}
