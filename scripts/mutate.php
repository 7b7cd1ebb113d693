<?php

/**
 * Mutation of PHP: `php -d pcov.enabled=1 scripts/mutate.php <least percent killed> Lib/Plan/Deadline.php Lib/Plan/Steps …`
 *
 * Each condition and constant is changed alone, and the unit tests that run its line are asked. No file of the project
 * is touched: the changed class is loaded from a temporary file before the autoloader looks for the true one.
 * TESTS: options of PHPUnit and the folders of the tests that are asked, `test/php` if not set. SHARE: only that share of all changes, drawn by
 * SEED (each by itself, so that the same ones are drawn again). Status 1: fewer were killed.
 */

declare(strict_types=1);

use PhpParser\Node;
use PhpParser\Node\Expr;
use PhpParser\NodeFinder;
use PhpParser\ParserFactory;

require __DIR__ . '/../vendor/autoload.php';

const SWAPPED = [
    '===' => '!==', '!==' => '===', '==' => '!=', '!=' => '==', '<' => '<=', '<=' => '<', '>' => '>=', '>=' => '>',
    '&&' => '||', '||' => '&&', '+' => '-', '-' => '+', '*' => '/', '/' => '*',
];
/**
 * Seconds of work after which a changed loop counts as endless, at most; less where tests took less than a fifth of that, and a
 * little. Work, not time, so that a busy computer kills nothing.
 */
const ENDLESS = 300;
/** Tests are asked in turns of so many seconds, the quick ones first: most changes are noticed by one of them. */
const TURNS = [0.2, 1.0, 3.0, 10.0, 30.0, 90.0, INF];

/** @return list<array{int, int, string}> [first byte, last byte, what stands there instead], in order of the source */
function changes(string $source): array
{
    $nodes = (new ParserFactory())->createForNewestSupportedVersion()->parse($source) ?? [];
    $changes = [];
    $finder = new NodeFinder();
    $left = leftAlone($finder, $nodes);
    foreach ($finder->findInstanceOf($nodes, Node::class) as $node) {
        $change = $left->contains($node) ? null : changeOf($node, $source);
        if ($change !== null) {
            $changes[] = $change;
        }
    }
    return $changes;
}

/**
 * `declare(strict_types=1)`, with which no other number compiles, and the flag for a strict comparison with a list of
 * constants, which are texts as what is looked for is: it makes no difference there.
 *
 * @param array<Node> $nodes
 */
function leftAlone(NodeFinder $finder, array $nodes): SplObjectStorage
{
    $left = new SplObjectStorage();
    foreach ($finder->findInstanceOf($nodes, Node\Stmt\Declare_::class) as $declare) {
        foreach ($declare->declares as $item) {
            $left->attach($item->value);
        }
    }
    foreach ($finder->findInstanceOf($nodes, Expr\FuncCall::class) as $call) {
        $isIn = $call->name instanceof Node\Name && $call->name->toLowerString() === 'in_array' && isset($call->args[2]);
        $list = $isIn ? $call->args[1]->value : null;
        $list = $list instanceof Expr\ArrayDimFetch ? $list->var : $list;
        if ($list instanceof Expr\ClassConstFetch || $list instanceof Expr\Array_) {
            $left->attach($call->args[2]->value);
        }
    }
    return $left;
}

/** @return array{int, int, string}|null */
function changeOf(Node $node, string $source): ?array
{
    $text = fn (Node $of): string => substr($source, $of->getStartFilePos(), $of->getEndFilePos() - $of->getStartFilePos() + 1);
    $instead = fn (Node $of, string $new): array => [$of->getStartFilePos(), $of->getEndFilePos(), $new];
    if ($node instanceof Expr\BinaryOp && isset(SWAPPED[$node->getOperatorSigil()])) {
        // In braces of its own: && and || bind differently.
        return $instead($node, '((' . $text($node->left) . ') ' . SWAPPED[$node->getOperatorSigil()] . ' (' . $text($node->right) . '))');
    }
    if ($node instanceof Expr\BooleanNot) {
        return $instead($node, '(bool) (' . $text($node->expr) . ')');
    }
    if ($node instanceof Expr\ConstFetch && in_array($node->name->toLowerString(), ['true', 'false'], true)) {
        return $instead($node, $node->name->toLowerString() === 'true' ? 'false' : 'true');
    }
    if ($node instanceof Node\Scalar\Int_) {
        return $instead($node, '(' . $text($node) . ' + 1)');
    }
    if ($node instanceof Node\Stmt\If_ || $node instanceof Expr\Ternary) {
        // Comparisons and the like are changed by themselves.
        return $node->cond instanceof Expr\BinaryOp || $node->cond instanceof Expr\BooleanNot
            ? null
            : $instead($node->cond, '!(' . $text($node->cond) . ')');
    }
    return null;
}

/** @param list<int|string> $of what tells this change from the others */
function isDrawn(array $of): bool
{
    $seed = getenv('SEED') ?: '1';
    $drawn = hexdec(substr(hash('sha256', implode(':', [$seed, ...$of])), 0, 8)) / 2 ** 32;
    return $drawn < (float) (getenv('SHARE') ?: 1);
}

/** @return array{list<string>, list<string>} [options of PHPUnit, folders and files] */
function asked(): array
{
    $words = preg_split('/\s+/', getenv('TESTS') ?: 'test/php', -1, PREG_SPLIT_NO_EMPTY) ?: [];
    $paths = array_filter($words, 'file_exists');
    return [array_values(array_diff($words, $paths)), array_values($paths)];
}

/**
 * A list for PHPUnit, which takes one path by itself.
 *
 * @param list<string> $paths
 */
function listOf(array $paths, string $into): string
{
    $list = "$into/tests.xml";
    $here = (string) getcwd();
    file_put_contents($list, "<phpunit bootstrap=\"$here/vendor/autoload.php\" cacheResult=\"false\" failOnWarning=\"true\" failOnRisky=\"true\""
        . ' convertDeprecationsToExceptions="true" beStrictAboutOutputDuringTests="true"><testsuites><testsuite name="asked">'
        . implode('', array_map(fn (string $path): string => is_dir($path) ? "<directory>$path</directory>" : "<file>$path</file>", $paths))
        . '</testsuite></testsuites></phpunit>');
    return $list;
}

/**
 * Which tests run a line: file → line → names of tests; how many seconds each method takes; and in which file it is.
 *
 * @param list<string> $paths
 * @return array{array<string, array<int, list<string>|null>>, array<string, float>, array<string, string>}
 */
function coverage(array $paths, string $into): array
{
    $file = "$into/coverage.php";
    $times = "$into/times.xml";
    [$options, $folders] = asked();
    $list = listOf(array_map(fn (string $path): string => getcwd() . '/' . $path, $folders), $into);
    // Recording all of Lib takes many times as long as the tests themselves.
    $filters = array_merge(...array_map(fn (string $path): array => ['--coverage-filter', $path], $paths));
    $words = [...$filters, '--coverage-php', $file, '--log-junit', $times, '-c', $list, ...$options];
    passthru(PHP_BINARY . ' -d pcov.enabled=1 -d pcov.directory=Lib -d memory_limit=-1 vendor/bin/phpunit '
        . implode(' ', array_map('escapeshellarg', $words)) . ' > /dev/null', $status);
    if ($status !== 0) {
        exit("The unit tests fail before anything is changed.\n");
    }
    [$seconds, $files] = [[], []];
    foreach (simplexml_load_file($times)->xpath('//testcase') as $test) {
        $method = methodOf($test['class'] . '::' . $test['name']);
        $seconds[$method] = ($seconds[$method] ?? 0.0) + (float) $test['time'];
        $files[$method] = (string) $test['file'];
    }
    return [(include $file)->getData()->lineCoverage(), $seconds, $files];
}

/** Without the set of data. */
function methodOf(string $test): string
{
    return (string) strtok($test, ' ');
}

/** Asks tests in copies of this process, which has PHPUnit loaded and shares what is compiled: starting anew took most of the time. */
final class Judge
{
    private string $into;
    /** @var array<string, float> */
    private array $seconds;
    /** @var array<string, string> */
    private array $files;
    /** @var array<string, array<string, true>> by file: what passes unchanged, loaded from elsewhere as a changed one is */
    private array $sound = [];

    /**
     * @param array<string, float>  $seconds
     * @param array<string, string> $files
     */
    public function __construct(string $into, array $seconds, array $files)
    {
        [$this->into, $this->seconds, $this->files] = [$into, $seconds, $files];
        $nothing = "$into/NothingTest.php";
        file_put_contents($nothing, '<?php final class NothingTest extends PHPUnit\Framework\TestCase'
            . ' { public function testNothing(): void { self::assertSame(1, 1); } }');
        ob_start();
        $status = (new PHPUnit\TextUI\Command())->run(['phpunit', '-c', listOf([$nothing], $into)], false);
        ob_end_clean();
        if ($status !== 0) {
            exit("PHPUnit does not run in this process.\n");
        }
    }

    /** @param list<string> $tests */
    public function survives(string $path, string $source, string $changed, array $tests): bool
    {
        $methods = array_intersect_key($this->seconds, array_flip(array_map('methodOf', $tests)));
        asort($methods);
        foreach (TURNS as $most) {
            $turn = [];
            for ($sum = 0.0; $methods !== [] && ($turn === [] || $sum < $most); $sum += array_shift($methods)) {
                $turn[] = array_key_first($methods);
            }
            if ($turn !== [] && !$this->passes($changed, $turn)) {
                $this->demandSound($path, $source, $turn);
                return false;
            }
        }
        return true;
    }

    /** @param non-empty-list<string> $turn */
    private function demandSound(string $path, string $source, array $turn): void
    {
        $known = $this->sound[$path] ?? [];
        $unknown = array_values(array_diff($turn, array_keys($known)));
        if ($unknown !== [] && !$this->passes($source, $unknown)) {
            exit("$path: its tests fail although nothing is changed.\n");
        }
        $this->sound[$path] = $known + array_fill_keys($unknown, true);
    }

    /** @param non-empty-list<string> $methods */
    private function passes(string $source, array $methods): bool
    {
        $file = tempnam($this->into, 'mutant');
        file_put_contents($file, $source);
        $files = array_values(array_unique(array_map(fn (string $method): string => $this->files[$method], $methods)));
        $list = listOf($files, $this->into);
        $names = implode('|', array_map(fn (string $method): string => preg_quote($method, '/'), $methods));
        $seconds = array_sum(array_map(fn (string $method): float => $this->seconds[$method], $methods));
        $words = ['phpunit', '--stop-on-failure', '--stop-on-error', '--filter', "/^($names)( |\$)/", '-c', $list, ...asked()[0]];
        $child = pcntl_fork();
        if ($child === 0) {
            $most = (int) ceil(min(ENDLESS, 5 * $seconds + 20));
            posix_setrlimit(POSIX_RLIMIT_CPU, $most, $most);
            ini_set('memory_limit', '1G');
            ob_start(static fn (): string => '');
            require $file;
            exit((new PHPUnit\TextUI\Command())->run($words, false));
        }
        pcntl_waitpid($child, $status);
        unlink($file);
        return pcntl_wifexited($status) && pcntl_wexitstatus($status) === 0;
    }
}

/** @return list<string> */
function sources(string $path): array
{
    if (is_file($path)) {
        return [$path];
    }
    $found = [];
    foreach (new RecursiveIteratorIterator(new RecursiveDirectoryIterator($path, FilesystemIterator::SKIP_DOTS)) as $file) {
        if ($file->getExtension() === 'php') {
            $found[] = $file->getPathname();
        }
    }
    sort($found);
    return $found;
}

/**
 * Other files that name a constant of the class: the tests that run them may notice its change, too.
 *
 * @return list<string>
 */
function naming(string $path): array
{
    static $texts = null;
    $texts ??= array_map('file_get_contents', array_combine(sources('Lib'), sources('Lib')));
    return array_values(array_diff(array_keys(preg_grep('/\b' . basename($path, '.php') . '::[A-Z]/', $texts) ?: []), [$path]));
}

/**
 * @param array<string, array<int, list<string>|null>> $coverage
 * @return list<string>
 */
function testsOf(string $path, array $coverage): array
{
    return array_merge([], ...array_values(array_filter($coverage[getcwd() . '/' . $path] ?? [])));
}

chdir(dirname(__DIR__));
if (extension_loaded('Zend OPcache') && !filter_var(ini_get('opcache.enable_cli'), FILTER_VALIDATE_BOOLEAN)) {
    pcntl_exec(PHP_BINARY, ['-d', 'opcache.enable_cli=1', ...$argv]);
}
$least = (float) ($argv[1] ?? 90);
$into = sys_get_temp_dir() . '/mutate-' . getmypid();
mkdir($into);
$paths = array_slice($argv, 2) ?: ['Lib/Plan', 'Lib/Api'];
$sources = array_merge(...array_map('sources', $paths));
[$coverage, $seconds, $files] = coverage(array_values(array_unique(array_merge($paths, ...array_map('naming', $sources)))), $into);
$judge = new Judge($into, $seconds, $files);
$all = 0;
$killed = 0;
foreach ($sources as $path) {
    $source = (string) file_get_contents($path);
    [$here, $dead] = [0, 0];
    $changes = array_filter(changes($source), fn (array $change): bool => isDrawn([$path, ...$change]));
    if ($changes === []) {
        continue;
    }
    $lines = $coverage[getcwd() . '/' . $path] ?? [];
    foreach ($changes as [$from, $to, $new]) {
        $line = substr_count($source, "\n", 0, $from) + 1;
        // A constant of the class is no line that runs: all tests of its file are asked, and of those that name it.
        $tests = $lines[$line] ?? array_merge(...array_map(fn (string $of): array => testsOf($of, $coverage), [$path, ...naming($path)]));
        $here++;
        if ($tests !== [] && !$judge->survives($path, $source, substr_replace($source, $new, $from, $to - $from + 1), $tests)) {
            $dead++;
            continue;
        }
        echo "$path:$line ", $tests === [] ? 'not run: ' : 'survived: ', substr($source, $from, $to - $from + 1), " → $new\n";
    }
    echo "$path: $dead/$here\n";
    $all += $here;
    $killed += $dead;
}
array_map('unlink', glob("$into/*") ?: []);
rmdir($into);
$percent = $all === 0 ? 100.0 : 100 * $killed / $all;
printf("%d of %d killed: %.1f %%\n", $killed, $all, $percent);
exit($percent < $least ? 1 : 0);
