/** What goes into the run of a test and what comes out of it. JSON-safe. */

/** Which test of a program's tests is run, and for a property perhaps with which seed alone. */
export interface TestRequest {
  name: string;
  seed?: number;
}

/** What became of it. A run that ends without one has not passed. */
export interface TestResult {
  name: string;
  /** Every test the program has defined, in order. */
  defined: string[];
  /** Absent when the test has passed. */
  failure?: TestFailure;
  /** Seeds that a property was run with, the failing one included. */
  seeds?: number;
}

export interface TestFailure {
  /** What was expected of the program, in a sentence or two. */
  message: string;
  /** The two values, as text, when the failure is about two values. */
  expected?: string;
  found?: string;
  /** Virtual ms since the run began. */
  at: number;
  /** The seed of a property with which it fails. */
  seed?: number;
  /** Where the assertion stands, or where the error was thrown: a file of the program, 0-based. */
  place?: { file: string; line: number; column: number };
}
