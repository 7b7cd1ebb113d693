<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Adapters;

use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\Fingerprints;

/**
 * Fingerprints by HMAC-SHA256 with a key in a file that nobody but its owner and root can read. Its folder has to be
 * the module's own, kept apart from the databases and their backups.
 *
 * The key is made when the first fingerprint is asked for. One that cannot be read or is damaged is never replaced:
 * everything known by the old fingerprints would silently be about nothing.
 */
final class KeyFile implements Fingerprints
{
    private const NAME = 'fingerprints.key';
    private const LOCK = 'fingerprints.lock';
    private const BYTES = 32;

    private string $folder;
    private ?string $key = null;
    /** @var array<string, string> key by purpose: so no text can be taken for one of another purpose */
    private array $keys = [];

    public function __construct(string $folder)
    {
        $this->folder = $folder;
    }

    public function of(string $purpose, string $text): string
    {
        $key = $this->keys[$purpose] ??= hash_hmac('sha256', $purpose, $this->key ??= $this->key(), true);
        return substr(hash_hmac('sha256', $text, $key, true), 0, self::LENGTH);
    }

    /**
     * The key is shown nowhere.
     *
     * @return array<string, mixed>
     */
    public function __debugInfo(): array
    {
        return ['folder' => $this->folder];
    }

    /**
     * @throws CannotRead
     */
    private function key(): string
    {
        $path = $this->folder . '/' . self::NAME;
        clearstatcache(true, $path);
        if (!file_exists($path)) {
            $this->make($path);
        }
        $key = PrivateFile::read($path);
        if ($key === null || strlen($key) !== self::BYTES) {
            throw new CannotRead(CannotRead::FAILED, self::NAME);
        }
        return $key;
    }

    /**
     * Whoever comes second finds what the first made.
     *
     * @throws CannotRead
     */
    private function make(string $path): void
    {
        $lock = is_writable($this->folder) ? @fopen($this->folder . '/' . self::LOCK, 'c') : false;
        if ($lock === false || !flock($lock, LOCK_EX)) {
            throw PrivateFile::trouble($path, self::BYTES)->asCannotRead();
        }
        clearstatcache(true, $path);
        $isThere = file_exists($path) || PrivateFile::write($path, [random_bytes(self::BYTES)]);
        fclose($lock);
        if (!$isThere) {
            throw PrivateFile::trouble($path, self::BYTES)->asCannotRead();
        }
    }
}
