<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Evidence;

/**
 * Folders of the PBX whose files are evidence.
 */
final class Places
{
    /** @var array<string, string> folder by the name that it has in the archive */
    public array $logs;
    public string $recordings;

    /**
     * @param array<string, string> $logs
     */
    public function __construct(array $logs, string $recordings)
    {
        $this->logs = $logs;
        $this->recordings = $recordings;
    }
}
