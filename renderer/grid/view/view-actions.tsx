import { Columns3, Copy, Download } from 'lucide-react';
import type { TableFormat } from '../../../core/contract/calls/written-file.ts';
import { Button } from '../../components/controls/controls.tsx';
import { Menu } from '../../components/overlays/menu.tsx';

interface ViewActionsProps {
  readonly exporting: boolean;
  readonly onColumns: () => void;
  readonly onCopySelected: () => void;
  readonly onCopyView: () => void;
  readonly onExport: (format: TableFormat) => void;
}

/** What can be done with the rows shown. */
export function ViewActions({ exporting, ...props }: ViewActionsProps) {
  return (
    <>
      <Button onClick={props.onColumns}>
        <Columns3 size={14} aria-hidden /> Columns
      </Button>
      <Menu
        items={[
          { label: 'Copy the selected rows', onSelect: props.onCopySelected },
          { label: 'Copy the view (up to 100,000 rows)', onSelect: props.onCopyView },
        ]}
      >
        <Button>
          <Copy size={14} aria-hidden /> Copy
        </Button>
      </Menu>
      <Menu
        items={[
          { label: 'CSV', onSelect: () => props.onExport('csv') },
          { label: 'Excel', onSelect: () => props.onExport('xlsx') },
          { label: 'Parquet', onSelect: () => props.onExport('parquet') },
        ]}
      >
        <Button disabled={exporting}>
          <Download size={14} aria-hidden /> Export view
        </Button>
      </Menu>
    </>
  );
}
