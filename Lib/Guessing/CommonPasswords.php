<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Guessing;

use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\Files;

/**
 * The commonest passwords, one a line, the commonest first; made at build time.
 */
final class CommonPasswords
{
    public const PATH = __DIR__ . '/Data/commonest.generated.txt';

    private Files $files;
    private string $path;

    public function __construct(Files $files, string $path = self::PATH)
    {
        $this->files = $files;
        $this->path = $path;
    }

    /**
     * @return list<string>
     *
     * @throws CannotRead also when there are none: then nothing was tried
     */
    public function all(): array
    {
        $all = preg_split('/\R/', (string) $this->files->read($this->path), -1, PREG_SPLIT_NO_EMPTY);
        if ($all === false || $all === []) {
            throw new CannotRead(CannotRead::MISSING, basename($this->path));
        }
        return $all;
    }
}
