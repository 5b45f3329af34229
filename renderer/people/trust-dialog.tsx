import { useState } from 'react';
import type { Role } from '../../core/contract/calls/needs.ts';
import { spokenFingerprint } from '../../core/contract/people/people.ts';
import { useAction, useCall } from '../bridge/api.ts';
import { Button, CheckField } from '../components/controls/controls.tsx';
import { Dialog } from '../components/overlays/dialog.tsx';
import { Loading, ProblemNotice } from '../components/surfaces/surfaces.tsx';
import css from './people.module.css';
import { RoleFields } from './role-fields.tsx';

interface TrustDialogProps {
  /** Where the card is. */
  readonly place: string;
  readonly onClose: () => void;
}

/** Shows whose card it is, and asks to compare the fingerprint before it is trusted. */
export function TrustDialog({ place, onClose }: TrustDialogProps) {
  const { data: card, error } = useCall('people.read-card', { place }, { staleTime: 0 });
  const trust = useAction('people.trust', ['people.state']);
  const [roles, setRoles] = useState<readonly Role[]>(['reviewer']);
  const [compared, setCompared] = useState(false);
  return (
    <Dialog
      open
      title={card ? `Trust the card of ${card.name}` : 'Trust a card'}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            look="primary"
            disabled={!card || !compared || roles.length === 0 || trust.isPending}
            onClick={() =>
              card &&
              trust.mutate(
                { place, fingerprint: card.fingerprint, roles: [...roles] },
                { onSuccess: onClose },
              )
            }
          >
            Trust this card
          </Button>
        </>
      }
    >
      <div className={css.form}>
        {error && <ProblemNotice problem={error} />}
        {!card && !error && <Loading what="Reading the card" />}
        {card && (
          <>
            <p>
              Call {card.name} and have the fingerprint read out. It is under People on the other
              computer:
            </p>
            <p className={css.key}>{spokenFingerprint(card.fingerprint)}</p>
            <CheckField
              label="It is the same."
              checked={compared}
              onChange={({ target }) => setCompared(target.checked)}
            />
            <RoleFields roles={roles} onRoles={setRoles} />
          </>
        )}
        {trust.error && <ProblemNotice problem={trust.error} />}
      </div>
    </Dialog>
  );
}
