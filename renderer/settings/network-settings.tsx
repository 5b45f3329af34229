import { useState } from 'react';
import type { AppSettings } from '../../core/contract/api/settings.ts';
import { useAction, useCall } from '../bridge/api.ts';
import { Button } from '../components/controls/controls.tsx';
import { Dialog } from '../components/overlays/dialog.tsx';
import { Panel, ProblemNotice } from '../components/surfaces/surfaces.tsx';
import { useToast } from '../components/overlays/toasts.tsx';
import { bytesText } from '../format/format.ts';
import { useFormat } from '../format/use-format.ts';
import type { SavedSettings } from './saved-settings.ts';
import { TypedSetting } from './setting-row.tsx';
import css from './settings.module.css';
import { cacheLimitText, typedCacheLimit, typedPath, typedProxy } from './typed-settings.ts';

interface NetworkSettingsProps {
  readonly settings: AppSettings;
  readonly kept: SavedSettings;
}

/** The way to places on the network, and the copies that are kept of what was fetched. */
export function NetworkSettings({ settings, kept }: NetworkSettingsProps) {
  const { save } = kept;
  return (
    <Panel title="Network and storage">
      <TypedSetting
        name="proxy"
        title="Proxy"
        about="Used to reach S3 and the web; enter it without user and password. Empty: the proxy of the system, or HTTPS_PROXY and NO_PROXY from the environment."
        byDefault="empty"
        kept={kept}
        wide
        placeholder="http://proxy.example.com:8080"
        value={settings.proxy}
        show={(proxy) => proxy ?? ''}
        understand={typedProxy}
        onChange={(proxy) => save({ proxy })}
      />
      <TypedSetting
        name="caFile"
        title="Certificate file"
        about="A PEM file with the certificates of your company’s network, trusted in addition to those of the system. Empty: only those of the system."
        byDefault="empty"
        kept={kept}
        wide
        placeholder="Full path of a .pem file"
        value={settings.caFile}
        show={(path) => path ?? ''}
        understand={typedPath}
        onChange={(caFile) => save({ caFile })}
      />
      <TypedSetting
        name="cacheMiB"
        title="Cache limit"
        about="Fetched workbooks are kept up to this size, so that an unchanged one is not fetched again. Those unused for longest are removed first. 0 keeps only the latest."
        byDefault="4 GiB"
        kept={kept}
        value={settings.cacheMiB}
        show={cacheLimitText}
        understand={typedCacheLimit}
        onChange={(cacheMiB) => save({ cacheMiB })}
      />
      <CacheUse limitBytes={settings.cacheMiB * 2 ** 20} />
    </Panel>
  );
}

/** How much of the cache is in use, and the way to empty it. */
function CacheUse({ limitBytes }: { limitBytes: number }) {
  const format = useFormat();
  const toast = useToast();
  const { data: cache, error } = useCall('sources.cache', {});
  const clear = useAction('sources.clearCache', ['sources.cache']);
  const [asking, setAsking] = useState(false);
  const used = cache
    ? `${bytesText(cache.bytes)} of ${bytesText(limitBytes)}, ${format.counted(cache.files, 'file')}`
    : 'Counting …';
  const empty = (): void => {
    setAsking(false);
    clear.mutate({}, { onSuccess: () => toast('Cache emptied.') });
  };
  return (
    <div className={css.row}>
      <span className={css.title}>Cache in use</span>
      <div className={css.control}>
        {!error && <span>{used}</span>}
        <Button
          disabled={clear.isPending || cache === undefined || cache.files === 0}
          onClick={() => setAsking(true)}
        >
          Empty the cache
        </Button>
      </div>
      <div className={css.about}>
        {error && <ProblemNotice problem={error} />}
        {clear.error && <ProblemNotice problem={clear.error} />}
      </div>
      <Dialog
        title="Empty the cache?"
        open={asking}
        onClose={() => setAsking(false)}
        actions={
          <>
            <Button onClick={() => setAsking(false)}>Keep it</Button>
            <Button look="primary" onClick={empty}>
              Empty the cache
            </Button>
          </>
        }
      >
        Workbooks from S3 and the web are fetched again when they are needed. Runs, their files and
        the history are not affected; source rows of earlier runs can be shown only while the same
        file is still at its location.
      </Dialog>
    </div>
  );
}
