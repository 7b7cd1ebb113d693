<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Facts;

use Modules\ModuleSecurityChecklist\Lib\Ports\Bytes;

/**
 * A text that is another one after every commit to an SQLite database, whoever made it, without opening the database.
 *
 * Rollback journal (2024): each commit raises the change counter in the header, bytes 24 to 27. Write-ahead log (2026):
 * the file itself changes only at a checkpoint, but each commit changes the header of the index in `-shm` (its counter,
 * the last valid frame, salts, checksum), which is 48 bytes long; after a checkpoint the log gets new salts.
 */
final class DatabaseSignature
{
    private Bytes $bytes;
    private string $path;

    public function __construct(Bytes $bytes, string $path)
    {
        $this->bytes = $bytes;
        $this->path = $path;
    }

    /**
     * null: the database cannot be seen, so nothing may be kept.
     */
    public function take(): ?string
    {
        $stamp = $this->bytes->stamp($this->path);
        $counter = $this->bytes->slice($this->path, 24, 4);
        if ($stamp === null || strlen($counter) !== 4) {
            return null;
        }
        $log = $this->path . '-wal';
        $signs = [
            $stamp,
            $counter,
            $this->bytes->slice($this->path . '-shm', 0, 48),
            $this->bytes->slice($log, 16, 8),
            (string) $this->bytes->stamp($log),
        ];
        return hash('sha256', implode('|', array_map('bin2hex', $signs)));
    }
}
