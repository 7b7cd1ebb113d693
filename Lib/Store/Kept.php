<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Store;

use Modules\ModuleSecurityChecklist\Lib\Ports\CannotStore;
use Modules\ModuleSecurityChecklist\Lib\Ports\Storage;

/**
 * Small values by name, each an object or a list of JSON.
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
        $rows = $this->storage->rows('SELECT value FROM ' . self::TABLE . ' WHERE name = :name', ['name' => $name]);
        $value = json_decode($rows[0]['value'] ?? '', true);
        return is_array($value) ? $value : null;
    }

    /**
     * @param array<mixed> $value
     *
     * @throws CannotStore
     */
    public function put(string $name, array $value): void
    {
        $bind = ['name' => $name, 'value' => json_encode($value, self::FLAGS)];
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

    /**
     * @throws CannotStore
     */
    public function forget(string $name): void
    {
        $this->storage->write('DELETE FROM ' . self::TABLE . ' WHERE name = :name', ['name' => $name]);
    }
}
