import type { RunView } from '../../core/contract/api/runs.ts';
import { CopyButton } from '../components/surfaces/copy-button.tsx';
import { Panel } from '../components/surfaces/surfaces.tsx';
import { useFormat } from '../format/use-format.ts';
import { settingsWords } from '../../core/contract/setting-words/settings-words.ts';
import css from './audit.module.css';
import { Checksum } from './checksum.tsx';

/** What the run was asked to do, word by word. */
export function Snapshot({ view: { run } }: { view: RunView }) {
  const format = useFormat();
  return (
    <Panel
      title="Settings of this run"
      actions={
        <CopyButton text={JSON.stringify(run.settings, null, 2)} what="the settings of this run">
          Copy as JSON
        </CopyButton>
      }
    >
      <dl className={css.facts}>
        {settingsWords(run.settings, format).map(({ name, value }) => (
          <div key={name} className={css.pair}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
        <div className={css.pair}>
          <dt>Fingerprint of source, settings and version</dt>
          <dd>
            <Checksum value={run.settingsKey} of="the settings" />
          </dd>
        </div>
      </dl>
    </Panel>
  );
}
