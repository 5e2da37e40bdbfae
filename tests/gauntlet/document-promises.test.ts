import { documentPromises } from './document-promises.ts';
import { testShortVersions } from './short-version.ts';

testShortVersions(documentPromises);
