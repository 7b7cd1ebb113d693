<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Adapters;

use Closure;
use Modules\ModuleSecurityChecklist\Lib\Patch\Output;
use Modules\ModuleSecurityChecklist\Lib\Patch\Script;
use Modules\ModuleSecurityChecklist\Lib\Patch\Trouble;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\ScriptRunner;

/**
 * `sh`, which gets the script as its standard input, as the vendor's instructions have it: no file that somebody could
 * change after it was hashed.
 */
final class ShellScripts implements ScriptRunner
{
    public const SECONDS = 600.0;

    private const SECONDS_TO_READ = 20.0;

    private float $seconds;

    public function __construct(float $seconds = self::SECONDS)
    {
        $this->seconds = $seconds;
    }

    public function isWhole(Script $script): bool
    {
        $deaf = static function (): bool {
            return true;
        };
        return $this->start(['sh', '-n'], $script, self::SECONDS_TO_READ, $deaf) === [BoundedProcess::EXIT, 0];
    }

    public function run(Script $script, array $words, Closure $heard): array
    {
        $output = new Output();
        $hear = static function (string $bytes) use ($output, $heard): bool {
            $output->add($bytes);
            $heard($output);
            return true;
        };
        [$ended, $exit] = $this->start(array_merge(['sh', '-s'], $words), $script, $this->seconds, $hear);
        switch ($ended) {
            case BoundedProcess::EXIT:
                return ['ended' => self::EXIT, 'exit' => $exit];
            case BoundedProcess::SIGNAL:
                return ['ended' => self::SIGNAL, 'exit' => null];
            default:
                return ['ended' => self::TIMEOUT, 'exit' => null];
        }
    }

    /**
     * @param list<string>          $command
     * @param Closure(string): bool $heard
     *
     * @phpstan-return array{BoundedProcess::*, int|null}
     *
     * @throws Trouble
     */
    private function start(array $command, Script $script, float $seconds, Closure $heard): array
    {
        try {
            return BoundedProcess::run($command, $script->bytes(), $seconds, $heard, true);
        } catch (CannotRead $missing) {
            throw new Trouble(Trouble::FAILED, $missing->getMessage());
        }
    }
}
