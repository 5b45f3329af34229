import type { ApiHandlers } from '../../../core/contract/api/api.ts';
import type { AppContext } from '../app-context.ts';

type Calls =
  | 'shell.info'
  | 'shell.chooseFile'
  | 'shell.chooseFolder'
  | 'shell.chooseSave'
  | 'shell.showInFolder'
  | 'shell.takeOpened'
  | 'shell.quit'
  | 'prefs.get'
  | 'prefs.set';

export function shellHandlers(context: AppContext): Pick<ApiHandlers, Calls> {
  void context;
  const pending = (): never => {
    throw new Error('pending');
  };
  return {
    'shell.info': pending,
    'shell.chooseFile': pending,
    'shell.chooseFolder': pending,
    'shell.chooseSave': pending,
    'shell.showInFolder': pending,
    'shell.takeOpened': pending,
    'shell.quit': pending,
    'prefs.get': pending,
    'prefs.set': pending,
  };
}
