import { StepDefinition } from '../engine/managed-workflows';

/** The steps of a workflow document. JSON is read as such; of YAML, only names, actions and `onFailure` in block style are seen. */
export function stepsOfDocument(document: string): StepDefinition[] {
  try {
    const { steps } = JSON.parse(document);
    return steps.map(({ name, action, onFailure, timeoutSeconds }: StepDefinition) => ({ name, action, onFailure, timeoutSeconds }));
  } catch {
    return stepsOfYaml(document);
  }
}

function stepsOfYaml(document: string): StepDefinition[] {
  const steps = document.split(/^steps:[ \t]*$/m)[1] ?? '';
  return steps.split(/^(?=\s*- name:)/m).flatMap((text) => {
    const value = (key: string) => new RegExp(`^\\s*(?:- )?${key}:\\s*["']?([\\w-]+)`, 'm').exec(text)?.[1];
    const [name, action] = [value('name'), value('action')];
    return name && action ? [{ name, action, onFailure: value('onFailure') as StepDefinition['onFailure'] }] : [];
  });
}
