<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Support;

use Closure;
use Modules\ModuleSecurityChecklist\Lib\Ports\Files;

/**
 * Files at each reading of which something happens first.
 */
final class EventfulFiles implements Files
{
    private Files $files;
    /** @var Closure(int): void */
    private Closure $event;
    private int $readings = 0;

    /**
     * @param Closure(int): void $event gets the number of the reading, from 1
     */
    public function __construct(Files $files, Closure $event)
    {
        $this->files = $files;
        $this->event = $event;
    }

    public function read(string $path): ?string
    {
        $this->readings++;
        ($this->event)($this->readings);
        return $this->files->read($path);
    }
}
