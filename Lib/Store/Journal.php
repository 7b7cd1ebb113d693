<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Store;

use DateTimeImmutable;
use Exception;
use Modules\ModuleSecurityChecklist\Lib\Ports\Blob;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotStore;
use Modules\ModuleSecurityChecklist\Lib\Ports\Clock;
use Modules\ModuleSecurityChecklist\Lib\Ports\Storage;

/**
 * Who did what, when and from where. Rows are added and never changed or deleted: a journal that forgets can be made to
 * forget. It stays small: a row takes some hundred bytes and needs a person at the page; refusals are bounded.
 *
 * Each row holds the hash of the former one and its own, so that nobody can change, remove or add one in between without
 * making all later ones anew. Rows of earlier versions, without hashes, are the beginning and prove nothing.
 *
 * @phpstan-type Entry array{
 *     id: int, at: string, person: string, address: string, action: string, details: mixed, hash: string|null
 * }
 */
final class Journal
{
    private const TABLE = 'm_ModuleSecurityChecklist_Journal';
    private const SECONDS = 60;
    private const FLAGS = JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES | JSON_INVALID_UTF8_SUBSTITUTE
        | JSON_THROW_ON_ERROR;

    private Storage $storage;
    private Clock $clock;

    public function __construct(Storage $storage, Clock $clock)
    {
        $this->storage = $storage;
        $this->clock = $clock;
    }

    /**
     * Belongs into the `atOnce` of what it tells about.
     *
     * @param string               $person  '' when the module did it by itself
     * @param string               $address of the connection; '' without one
     * @param array<string, mixed> $details without secrets
     *
     * @throws CannotStore
     */
    public function add(string $person, string $address, string $action, array $details): void
    {
        $row = [
            'at' => $this->clock->now()->format(DATE_ATOM),
            'person' => $person,
            'address' => $address,
            'action' => $action,
            'details' => json_encode((object) $details, self::FLAGS),
        ];
        $this->storage->atOnce(function () use ($row): void {
            $last = $this->storage->rows('SELECT hash FROM ' . self::TABLE . ' ORDER BY id DESC LIMIT 1')[0]['hash'] ?? '';
            $former = $last === '' ? JournalChain::BEGIN : $last;
            $this->storage->write(
                'INSERT INTO ' . self::TABLE . ' (at, person, address, action, details, former, hash)'
                    . ' VALUES (:at, :person, :address, :action, :details, :former, :hash)',
                $row + ['former' => new Blob($former), 'hash' => new Blob(JournalChain::hash($former, $row))]
            );
        });
    }

    /**
     * Nothing, when the last row with this action is younger than a minute.
     *
     * @param array<string, mixed> $details
     *
     * @throws CannotStore
     */
    public function addOnceAMinute(string $person, string $address, string $action, array $details): void
    {
        // First without keeping others from writing: this is what a flood is made of.
        if ($this->isRecent($action)) {
            return;
        }
        $this->storage->atOnce(function () use ($person, $address, $action, $details): void {
            if (!$this->isRecent($action)) {
                $this->add($person, $address, $action, $details);
            }
        });
    }

    /**
     * Newest first.
     *
     * @param int|null $before id; null: from the newest on
     *
     * @return list<Entry> `details`: an object as it was added; null where it is damaged
     *
     * @throws CannotStore
     */
    public function page(?int $before, int $limit): array
    {
        $rows = $this->storage->rows(
            'SELECT id, at, person, address, action, details, hash FROM ' . self::TABLE
                . ' WHERE id < :before ORDER BY id DESC LIMIT :limit',
            ['before' => $before ?? PHP_INT_MAX, 'limit' => $limit]
        );
        return array_map(
            static function (array $row): array {
                return [
                    'id' => (int) $row['id'],
                    'at' => (string) $row['at'],
                    'person' => (string) $row['person'],
                    'address' => (string) $row['address'],
                    'action' => (string) $row['action'],
                    'details' => json_decode((string) $row['details']),
                    'hash' => (string) $row['hash'] === '' ? null : bin2hex((string) $row['hash']),
                ];
            },
            $rows
        );
    }

    /**
     * After the clock jumped, nothing is.
     */
    private function isRecent(string $action): bool
    {
        $rows = $this->storage->rows(
            'SELECT at FROM ' . self::TABLE . ' WHERE action = :action ORDER BY id DESC LIMIT 1',
            ['action' => $action]
        );
        try {
            $last = new DateTimeImmutable($rows[0]['at'] ?? '@0');
        } catch (Exception $unreadable) {
            return false;
        }
        return abs($this->clock->now()->getTimestamp() - $last->getTimestamp()) < self::SECONDS;
    }
}
