import { useState } from 'react';
import type { SubmitEvent } from 'react';
import { Link } from 'wouter';
import { SIGN_OFF_ROLE_WORDS } from '../../../core/contract/api/runs.ts';
import type { RunView, SignOff } from '../../../core/contract/api/runs.ts';
import { isSamePerson } from '../../../core/contract/close/sign-off.ts';
import { useAction, useCall } from '../../bridge/api.ts';
import { useSignedIn } from '../../bridge/signed-in.ts';
import { choicesOf } from '../../components/controls/choices.ts';
import { Button, ChoiceField, TextField } from '../../components/controls/controls.tsx';
import { CloseStatePill } from '../../components/surfaces/close-state.tsx';
import { Panel, ProblemNotice } from '../../components/surfaces/surfaces.tsx';
import { useFormat } from '../../format/use-format.ts';
import { pathTo } from '../../frame/routes.ts';
import parts from '../../components/surfaces/parts.module.css';
import css from './report.module.css';

/** Who stands for this run: prepared by, reviewed by. A signature is kept in the audit trail. */
export function SignOffs({ view }: { view: RunView }) {
  const { run, signOffs } = view;
  const format = useFormat();
  const { data: info } = useCall('shell.info', {}, { staleTime: Infinity });
  const signedIn = useSignedIn();
  const sign = useAction('runs.signOff', ['runs.get', 'runs.audit']);
  const [role, setRole] = useState<SignOff['role'] | null>(null);
  const [typed, setTyped] = useState<string | null>(null);
  const [note, setNote] = useState('');
  const prepared = signOffs.some((one) => one.role === 'prepared');
  const chosen = role ?? (prepared ? 'reviewed' : 'prepared');
  // Whoever signed in the other role cannot sign in this one.
  const other = signOffs.find((one) => one.role !== chosen);
  const isOther = (one: string): boolean => other !== undefined && isSamePerson(other.name, one);
  const actor = info?.actor ?? '';
  const name = signedIn?.name ?? typed ?? (isOther(actor) ? '' : actor);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (name.trim() === '' || isOther(name)) return;
    sign.mutate(
      { runId: run.id, role: chosen, name: name.trim(), note: note.trim() },
      {
        onSuccess: () => {
          setRole(null);
          setTyped(null);
          setNote('');
        },
      },
    );
  };
  return (
    <Panel
      title="Sign-off"
      actions={
        <>
          {view.close !== null && <CloseStatePill close={view.close} named />}
          <Link href={pathTo('close', { runId: run.id })}>Sign the period in Close</Link>
        </>
      }
    >
      {signOffs.length === 0 ? (
        <p className="quiet">Not signed off yet.</p>
      ) : (
        <ul className={`${parts.list} ${css.signOffs}`} aria-label="Signatures">
          {signOffs.map((one) => (
            <li key={`${one.role} ${one.at} ${one.name}`}>
              <strong>
                {SIGN_OFF_ROLE_WORDS[one.role]} {one.name}
              </strong>{' '}
              <span className="quiet">
                {format.moment(one.at)}
                {one.actor !== one.name && ` · entered by ${one.actor}`}
              </span>
              {one.note && <p>{one.note}</p>}
            </li>
          ))}
        </ul>
      )}
      <form className={parts.fields} onSubmit={submit}>
        <ChoiceField
          label="Role"
          value={chosen}
          choices={choicesOf(SIGN_OFF_ROLE_WORDS)}
          onChange={setRole}
        />
        <TextField
          label="Name"
          required
          maxLength={100}
          readOnly={Boolean(signedIn)}
          value={name}
          wrong={
            isOther(name)
              ? `${SIGN_OFF_ROLE_WORDS[other!.role]} ${other!.name}. Somebody else has to sign here.`
              : null
          }
          onChange={({ target }) => setTyped(target.value)}
        />
        <TextField
          label="Note"
          maxLength={2000}
          value={note}
          onChange={({ target }) => setNote(target.value)}
        />
        <div className={css.formEnd}>
          <Button type="submit" disabled={sign.isPending || name.trim() === '' || isOther(name)}>
            Sign off
          </Button>
        </div>
      </form>
      {sign.error && <ProblemNotice problem={sign.error} />}
    </Panel>
  );
}
