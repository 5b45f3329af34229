import { LogOut, UserRound } from 'lucide-react';
import { Link } from 'wouter';
import { useAction } from '../bridge/api.ts';
import { Button } from '../components/controls/controls.tsx';
import { pathTo } from '../frame/routes.ts';
import css from './people.module.css';
import { usePeople } from './use-people.ts';

/** Who is signed in, and the way out; nothing where the data folder has no people. */
export function SignedIn() {
  const person = usePeople()?.signedIn;
  const signOut = useAction('people.sign-out');
  if (!person) return null;
  return (
    <>
      <Link href={pathTo('people')} className={css.who!} title={`Signed in as ${person.name}`}>
        <UserRound size={14} aria-hidden /> <span className="folds-away">{person.name}</span>
      </Link>
      <Button
        look="plain"
        disabled={signOut.isPending}
        title="Sign out"
        onClick={() => signOut.mutate({})}
      >
        <LogOut size={16} aria-hidden />
        <span className="folds-away">Sign out</span>
      </Button>
    </>
  );
}
