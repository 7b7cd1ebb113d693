<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Store;

use Modules\ModuleSecurityChecklist\Lib\Plan\Arrival;
use Modules\ModuleSecurityChecklist\Lib\Plan\Asked;
use Modules\ModuleSecurityChecklist\Lib\Plan\Connection;
use Modules\ModuleSecurityChecklist\Lib\Plan\Networks;
use Modules\ModuleSecurityChecklist\Lib\Ports\Blob;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotStore;
use Modules\ModuleSecurityChecklist\Lib\Ports\Clock;
use Modules\ModuleSecurityChecklist\Lib\Ports\Storage;

/**
 * Numbers used once: each begins one plan, for the person and login that it was given to, within ten minutes. With each comes
 * a key to the door: whoever knocks there with it shows a connection of their own, also over HTTP/2. Kept are hashes.
 */
final class PlanNonces
{
    public const FORM = '/\A[0-9a-f]{32}\z/';
    public const SECONDS = 600;

    private const TABLE = 'm_ModuleSecurityChecklist_Nonces';
    private const BYTES = 16;
    /** How many one login can have; the oldest ones go. */
    private const MOST = 20;
    /** Used ones are kept for as long as a plan can take. */
    private const SECONDS_KEPT = 7200;

    private Storage $storage;
    private Clock $clock;

    public function __construct(Storage $storage, Clock $clock)
    {
        $this->storage = $storage;
        $this->clock = $clock;
    }

    public static function hash(string $nonce): string
    {
        return hash('sha256', $nonce);
    }

    /**
     * @param string          $login hash of it
     * @param Connection|null $over  the one that it is asked over
     *
     * @return array{nonce: string, door: string}
     *
     * @throws CannotStore
     */
    public function give(string $person, string $login, ?Connection $over = null): array
    {
        $nonce = bin2hex(random_bytes(self::BYTES));
        $door = bin2hex(random_bytes(self::BYTES));
        $this->storage->atOnce(function () use ($nonce, $door, $person, $login, $over): void {
            $now = $this->clock->now()->getTimestamp();
            // Those of the future are from before the clock was set back.
            $this->storage->write(
                'DELETE FROM ' . self::TABLE . ' WHERE givenAt < :old OR givenAt > :now',
                ['old' => $now - self::SECONDS_KEPT, 'now' => $now]
            );
            $this->storage->write(
                'DELETE FROM ' . self::TABLE . " WHERE login = :login AND plan = '' AND id NOT IN (SELECT id FROM "
                    . self::TABLE . " WHERE login = :same AND plan = '' ORDER BY id DESC LIMIT " . (self::MOST - 1) . ')',
                ['login' => $login, 'same' => $login]
            );
            $this->storage->write(
                'INSERT INTO ' . self::TABLE . ' (hash, person, login, givenAt, plan, givenOver, door)'
                    . " VALUES (:hash, :person, :login, :now, '', :over, :door)",
                [
                    'hash' => self::bytes($nonce), 'person' => $person, 'login' => $login, 'now' => $now,
                    'over' => $over === null ? '' : $over->text(), 'door' => self::bytes($door),
                ]
            );
        });
        return ['nonce' => $nonce, 'door' => $door];
    }

    /**
     * @return bool whether the key is one of ours
     *
     * @throws CannotStore
     */
    public function knock(string $door, Connection $over, string $address): bool
    {
        return $this->storage->atOnce(function () use ($door, $over, $address): bool {
            $rows = $this->storage->rows(
                'SELECT id FROM ' . self::TABLE . ' WHERE door = :door',
                ['door' => self::bytes($door)]
            );
            foreach ($rows as $row) {
                $this->storage->write(
                    'UPDATE ' . self::TABLE . ' SET knockedOver = :over, knockedFrom = :address WHERE id = :id',
                    ['over' => $over->text(), 'address' => $address, 'id' => $row['id']]
                );
            }
            return $rows !== [];
        });
    }

    /**
     * How the holder of this nonce came, their knock included where it came from the same address; null: nobody holds it.
     *
     * @throws CannotStore
     */
    public function arrival(string $nonce, Asked $asked): ?Arrival
    {
        $row = $this->storage->rows(
            'SELECT givenOver, knockedOver, knockedFrom FROM ' . self::TABLE . ' WHERE hash = :hash',
            ['hash' => self::bytes($nonce)]
        )[0] ?? null;
        if ($row === null) {
            return null;
        }
        $isSame = Networks::isSame((string) $row['knockedFrom'], $asked->address());
        return $asked->arrival()->with(
            Connection::fromText((string) $row['givenOver']),
            $isSame ? Connection::fromText((string) $row['knockedOver']) : null
        );
    }

    /**
     * @param string $plan id of what it begins
     *
     * @return bool false: unknown, used, too old, or somebody else's
     *
     * @throws CannotStore
     */
    public function use(string $nonce, string $person, string $login, string $plan): bool
    {
        return $this->storage->atOnce(function () use ($nonce, $person, $login, $plan): bool {
            $rows = $this->storage->rows(
                'SELECT id, person, login, givenAt, plan FROM ' . self::TABLE . ' WHERE hash = :hash',
                ['hash' => self::bytes($nonce)]
            );
            $row = $rows[0] ?? null;
            if ($row === null || $row['plan'] !== '' || $row['person'] !== $person || $row['login'] !== $login) {
                return false;
            }
            $age = $this->clock->now()->getTimestamp() - (int) $row['givenAt'];
            if ($age < 0 || $age > self::SECONDS) {
                return false;
            }
            $this->storage->write(
                'UPDATE ' . self::TABLE . ' SET plan = :plan WHERE id = :id',
                ['plan' => $plan, 'id' => $row['id']]
            );
            return true;
        });
    }

    /**
     * Has it begun this plan, for this person?
     *
     * @param string $hash of the nonce, hexadecimal
     *
     * @throws CannotStore
     */
    public function hasBegun(string $hash, string $person, string $plan): bool
    {
        $raw = preg_match('/\A[0-9a-f]{64}\z/', $hash) === 1 ? (string) hex2bin($hash) : '';
        return $raw !== '' && $plan !== '' && $this->storage->rows(
            'SELECT 1 FROM ' . self::TABLE . ' WHERE hash = :hash AND person = :person AND plan = :plan',
            ['hash' => new Blob($raw), 'person' => $person, 'plan' => $plan]
        ) !== [];
    }

    private static function bytes(string $nonce): Blob
    {
        return new Blob(hash('sha256', $nonce, true));
    }
}
