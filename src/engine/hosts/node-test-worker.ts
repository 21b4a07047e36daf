/** The same for the tests of exercises: the runtime with the test kit. */
import { createTests } from '../tests/kit.ts';
import { serve } from './node-serve.ts';

serve(createTests);
