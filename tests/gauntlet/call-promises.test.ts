import { callPromises } from './call-promises.ts';
import { testShortVersions } from './short-version.ts';

testShortVersions(callPromises);
