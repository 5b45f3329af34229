import { fetchPlace } from '../../../../../main/places/fetch/fetch-place.ts';
import { fetchOptions } from '../fetch-options.ts';

/** Fetches a place into a data folder as the program does, until it is killed. */
const [root, place] = process.argv.slice(2);
await fetchPlace(place!, fetchOptions(root!));
