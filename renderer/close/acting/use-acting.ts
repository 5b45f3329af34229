import { useState } from 'react';
import type { ClosePerson } from '../../../core/contract/close/sign-off.ts';
import { useCall } from '../../bridge/api.ts';
import { useSignedIn } from '../../bridge/signed-in.ts';

/** Who enters and signs, and the way to say that it is somebody else. */
export interface Acting {
  /** Null where nobody of those listed has been chosen. */
  readonly person: string | null;
  /** Then nobody chooses. */
  readonly isSignedIn: boolean;
  readonly choose: (name: string) => void;
}

const KEPT = 'close:person';

/**
 * Who acts in a close: whoever is signed in, where the data folder has people; else whoever was chosen in this window,
 * else the user of this computer, if the settings of the close list nobody or list this name.
 */
export function useActing(people: readonly ClosePerson[]): Acting {
  const signedIn = useSignedIn();
  const { data: info } = useCall('shell.info', {}, { staleTime: Infinity });
  const [chosen, setChosen] = useState(() => sessionStorage.getItem(KEPT));
  const mayAct = (name: string | null | undefined): name is string =>
    Boolean(name) && (people.length === 0 || people.some((one) => one.name === name));
  if (signedIn) return { person: signedIn.name, isSignedIn: true, choose: () => undefined };
  return {
    isSignedIn: false,
    person: mayAct(chosen) ? chosen : mayAct(info?.actor) ? info.actor : null,
    choose(name) {
      sessionStorage.setItem(KEPT, name);
      setChosen(name);
    },
  };
}
