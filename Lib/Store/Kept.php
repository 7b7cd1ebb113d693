<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Store;

use Modules\ModuleSecurityChecklist\Lib\Ports\Blob;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotStore;
use Modules\ModuleSecurityChecklist\Lib\Ports\Storage;

/**
 * Small values by name: objects and lists of JSON, and bytes that must not be readable as text.
 */
final class Kept
{
    private const TABLE = 'm_ModuleSecurityChecklist_Kept';
    private const FLAGS = JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES | JSON_INVALID_UTF8_SUBSTITUTE
        | JSON_THROW_ON_ERROR;

    private Storage $storage;

    public function __construct(Storage $storage)
    {
        $this->storage = $storage;
    }

    /**
     * null: nothing is kept, or what is kept is damaged.
     *
     * @return array<mixed>|null
     *
     * @throws CannotStore
     */
    public function get(string $name): ?array
    {
        $value = json_decode($this->bytes($name) ?? '', true);
        return is_array($value) ? $value : null;
    }

    /**
     * @param array<mixed> $value
     *
     * @throws CannotStore
     */
    public function put(string $name, array $value): void
    {
        $this->replace($name, json_encode($value, self::FLAGS));
    }

    /**
     * null: nothing is kept.
     *
     * @throws CannotStore
     */
    public function bytes(string $name): ?string
    {
        $rows = $this->storage->rows('SELECT value FROM ' . self::TABLE . ' WHERE name = :name', ['name' => $name]);
        return $rows[0]['value'] ?? null;
    }

    /**
     * @throws CannotStore
     */
    public function putBytes(string $name, string $bytes): void
    {
        $this->replace($name, new Blob($bytes));
    }

    /**
     * @throws CannotStore
     */
    public function forget(string $name): void
    {
        $this->storage->write('DELETE FROM ' . self::TABLE . ' WHERE name = :name', ['name' => $name]);
    }

    /**
     * @param string|Blob $value
     *
     * @throws CannotStore
     */
    private function replace(string $name, $value): void
    {
        $bind = ['name' => $name, 'value' => $value];
        $this->storage->atOnce(function () use ($name, $bind): void {
            $isThere = $this->storage->rows('SELECT 1 FROM ' . self::TABLE . ' WHERE name = :name', ['name' => $name]);
            $this->storage->write(
                $isThere === []
                    ? 'INSERT INTO ' . self::TABLE . ' (name, value) VALUES (:name, :value)'
                    : 'UPDATE ' . self::TABLE . ' SET value = :value WHERE name = :name',
                $bind
            );
        });
    }
}
