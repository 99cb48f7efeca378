/** One stack with a pipeline execution, as `pipeline-execution-app.ts` reads it from the environment. */
export interface Run {
  /** Name of the stack. */
  readonly stack: string;
  /** What the component runs. */
  readonly command: string;
  readonly onFailure: 'FAIL' | 'CONTINUE';
  /** Name of the images, whose log ends the message of a failure; details are written, too. @default - neither */
  readonly tellAllOf?: string;
  /** Seconds that each of three custom resources waits, which would be 40 minutes. @default - one custom resource, which waits as long as it is made to */
  readonly shareSeconds?: number;
}
