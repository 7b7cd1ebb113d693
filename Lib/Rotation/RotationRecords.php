<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Rotation;

use Modules\ModuleSecurityChecklist\Lib\Ports\Blob;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotStore;
use Modules\ModuleSecurityChecklist\Lib\Ports\RotationHistory;
use Modules\ModuleSecurityChecklist\Lib\Ports\Storage;
use Modules\ModuleSecurityChecklist\Lib\Store\Kept;

/**
 * What earlier readings left: a row for each owner, a head about all of them, and what was told last, ready to be told
 * again.
 *
 * `lastAt`: the latest time that was given to anything. `kinds`: how the login passwords were stored (PasswordStorage).
 *
 * @phpstan-import-type Rotation from RotationHistory
 * @phpstan-type Head array{
 *     firstReadingAt: string, holeClosedAt: string|null, newerSince: string|null, isHoleOpen: bool,
 *     kinds: array<string, string>, lastAt: string, release: string
 * }
 * @phpstan-type OwnerRow array{id: string, owner: string, prints: string, changedAt: string|null}
 */
final class RotationRecords
{
    private const TABLE = 'm_ModuleSecurityChecklist_Secrets';
    private const HEAD = 'rotation';
    private const TOLD = 'rotation.told';
    /** Fingerprint of nothing: it shows the key. */
    private const KEY = 'rotation.key';
    /** What the database and the code were when everything was compared last. */
    private const SIGN = 'rotation.sign';

    private Storage $storage;
    private Kept $kept;

    public function __construct(Storage $storage)
    {
        $this->storage = $storage;
        $this->kept = new Kept($storage);
    }

    /**
     * null: there was no reading yet.
     *
     * @return Head|null
     *
     * @throws CannotStore
     */
    public function head(): ?array
    {
        $kept = $this->kept->get(self::HEAD) ?? [];
        $text = static function (string $key) use ($kept): string {
            return is_string($kept[$key] ?? null) ? $kept[$key] : '';
        };
        if ($text('firstReadingAt') === '' || $text('lastAt') === '') {
            return null;
        }
        $kinds = is_array($kept['kinds'] ?? null) ? array_filter($kept['kinds'], 'is_string') : [];
        /** @var array<string, string> $kinds */
        return [
            'firstReadingAt' => $text('firstReadingAt'),
            'holeClosedAt' => $text('holeClosedAt') === '' ? null : $text('holeClosedAt'),
            'newerSince' => $text('newerSince') === '' ? null : $text('newerSince'),
            'isHoleOpen' => ($kept['isHoleOpen'] ?? false) === true,
            'kinds' => $kinds,
            'lastAt' => $text('lastAt'),
            'release' => $text('release'),
        ];
    }

    /**
     * Is everything as it was when this head was kept?
     *
     * @throws CannotStore
     */
    public function isOf(string $sign): bool
    {
        return $sign !== '' && $this->kept->bytes(self::SIGN) === $sign;
    }

    /**
     * @throws CannotStore
     */
    public function isByKey(string $ofKey): bool
    {
        return $this->kept->bytes(self::KEY) === $ofKey;
    }

    /**
     * @return list<array{changedAt: string|null, owner: string}>|null null: nothing, or it is damaged
     *
     * @throws CannotStore
     */
    public function told(): ?array
    {
        /** @var list<array{changedAt: string|null, owner: string}>|null $told of keepTold() */
        $told = $this->kept->get(self::TOLD);
        return $told;
    }

    /**
     * @param Head                                                $head
     * @param list<array{changedAt: string|null, owner: string}> $told
     * @param string                                              $sign '': nothing that may be relied on
     *
     * @throws CannotStore
     */
    public function keep(array $head, array $told, string $ofKey, string $sign): void
    {
        $this->kept->put(self::HEAD, $head);
        $this->kept->put(self::TOLD, $told);
        $this->kept->putBytes(self::KEY, $ofKey);
        $this->kept->putBytes(self::SIGN, $sign);
    }

    /**
     * @return array<string, OwnerRow> by owner
     *
     * @throws CannotStore
     */
    public function owners(): array
    {
        /** @var list<OwnerRow> $rows */
        $rows = $this->storage->rows('SELECT id, owner, fingerprint AS prints, changedAt FROM ' . self::TABLE);
        $owners = [];
        foreach ($rows as $row) {
            $owners[$row['owner']] = $row;
        }
        return $owners;
    }

    /**
     * @throws CannotStore
     */
    public function add(string $owner, string $prints, string $firstSeenAt, ?string $changedAt): void
    {
        $this->storage->write(
            'INSERT INTO ' . self::TABLE . ' (owner, fingerprint, firstSeenAt, changedAt)
             VALUES (:owner, :prints, :firstSeenAt, :changedAt)',
            ['owner' => $owner, 'prints' => new Blob($prints), 'firstSeenAt' => $firstSeenAt, 'changedAt' => $changedAt]
        );
    }

    /**
     * @throws CannotStore
     */
    public function change(string $id, string $prints, ?string $changedAt): void
    {
        $this->storage->write(
            'UPDATE ' . self::TABLE . ' SET fingerprint = :prints, changedAt = :changedAt WHERE id = :id',
            ['id' => $id, 'prints' => new Blob($prints), 'changedAt' => $changedAt]
        );
    }

    /**
     * @throws CannotStore
     */
    public function remove(string $id): void
    {
        $this->storage->write('DELETE FROM ' . self::TABLE . ' WHERE id = :id', ['id' => $id]);
    }

    /**
     * @throws CannotStore
     */
    public function removeAll(): void
    {
        $this->storage->write('DELETE FROM ' . self::TABLE);
    }
}
