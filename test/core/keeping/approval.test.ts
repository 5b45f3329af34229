import { describe, expect, it } from 'vitest';
import { refusalToApprove } from '../../../core/keeping/approval.ts';

const proposal = { state: 'proposed', by: 'Ana Ruiz' } as const;

describe('the approval of a deletion', () => {
  it('is given by another person, whatever the case of letters and blanks', () => {
    expect(refusalToApprove(proposal, 'Ben', false, true)).toBeNull();
    expect(refusalToApprove(proposal, ' ana  ruiz ', true, true)).toMatch(/another person/);
  });

  it('is given by the same person only where nobody else is there, and who says so', () => {
    expect(refusalToApprove(proposal, 'Ana Ruiz', true, false)).toBeNull();
    expect(refusalToApprove(proposal, 'Ana Ruiz', false, false)).toMatch(/say so/);
  });

  it('is given once', () => {
    for (const state of ['approved', 'carried-out', 'withdrawn'] as const)
      expect(refusalToApprove({ ...proposal, state }, 'Ben', false, true)).toMatch(/not wait/);
  });
});
