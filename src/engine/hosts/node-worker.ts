/** Entry of the script that Node's workers are started with. */
import { serve } from './node-serve.ts';

serve();
