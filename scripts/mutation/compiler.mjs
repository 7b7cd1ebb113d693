/** Changes that the compiler refuses: nobody could make them, so no test has to notice them. */
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import ts from 'typescript';

/** The style of the house, which a change in passing may hurt. */
const LAX = { noUnusedLocals: false, noUnusedParameters: false, allowUnreachableCode: true };

/** @param {string} text @returns {(place: { line: number, column: number }) => number} */
function offsets(text) {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return ({ line, column }) => starts[line] + column;
}

function changed(text, { location: { start, end }, replacement }) {
  const offset = offsets(text);
  return text.slice(0, offset(start)) + replacement + text.slice(offset(end));
}

/** @param {string} project a tsconfig.json */
function serviceOf(project) {
  const { config } = ts.readConfigFile(project, ts.sys.readFile);
  const { options, fileNames } = ts.parseJsonConfigFileContent(config, ts.sys, dirname(resolve(project)), LAX);
  const instead = new Map();
  let version = 0;
  const host = {
    getCompilationSettings: () => ({ ...options, ...LAX }),
    getScriptFileNames: () => fileNames,
    getScriptVersion: (path) => instead.get(path)?.version ?? '0',
    getScriptSnapshot(path) {
      const text = instead.get(path)?.text ?? ts.sys.readFile(path);
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
    },
    getCurrentDirectory: () => dirname(resolve(project)),
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    fileExists: ts.sys.fileExists,
    readFile: ts.sys.readFile,
    readDirectory: ts.sys.readDirectory,
    directoryExists: ts.sys.directoryExists,
    getDirectories: ts.sys.getDirectories,
  };
  const service = ts.createLanguageService(host);
  return (path, text) => {
    instead.set(path, { text, version: String(++version) });
    const isRefused =
      service.getSyntacticDiagnostics(path).length > 0 || service.getSemanticDiagnostics(path).length > 0;
    instead.delete(path);
    return isRefused;
  };
}

/** @param {readonly object[]} changes @returns {Set<string>} ids of those with which their own file does not compile */
export function refusedOf(changes, project = 'sites/checklist/tsconfig.json') {
  const isRefused = serviceOf(project);
  const texts = new Map();
  const refused = new Set();
  for (const change of changes) {
    const path = resolve(change.fileName);
    if (!texts.has(path)) {
      const text = readFileSync(path, 'utf8');
      if (isRefused(path, text)) throw new Error(`${path} does not compile although nothing is changed.`);
      texts.set(path, text);
    }
    if (isRefused(path, changed(texts.get(path), change))) refused.add(change.id);
  }
  return refused;
}
