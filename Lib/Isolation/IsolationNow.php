<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Isolation;

use Modules\ModuleSecurityChecklist\Lib\Plan\Config;
use Modules\ModuleSecurityChecklist\Lib\Plan\Objects\Lasting;
use Modules\ModuleSecurityChecklist\Lib\Plan\Record;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotStore;
use Modules\ModuleSecurityChecklist\Lib\Ports\Files;
use Modules\ModuleSecurityChecklist\Lib\Ports\Isolations;
use Modules\ModuleSecurityChecklist\Lib\Ports\PlanRecords;

/**
 * What root says of isolation: what the kernel and the files say, and which plan it was.
 *
 * @phpstan-import-type By from Isolations
 */
final class IsolationNow implements Isolations
{
    private const ADDRESSES_6 = '/proc/net/if_inet6';
    private const NO_ADDRESSES = 'none';

    private Standings $standings;
    private Seal $seal;
    private PlanRecords $records;
    private Files $files;

    public function __construct(Standings $standings, Seal $seal, PlanRecords $records, Files $files)
    {
        $this->standings = $standings;
        $this->seal = $seal;
        $this->records = $records;
        $this->files = $files;
    }

    public function isolation(): array
    {
        $isolation = $this->standings->isolation();
        $stopped = $this->standings->stopped();
        $brake = $this->standings->brake();
        return [
            'isolated' => $isolation === null ? null : $this->sealed($isolation),
            'calls' => $stopped === null ? null : [
                'numbers' => $stopped->numbers(),
                'inForce' => $this->standings->isInForce(Config::CALLS),
                'by' => $this->by(Config::CALLS),
            ],
            'brake' => $brake === null ? null : $brake->told() + [
                'inForce' => $this->standings->isInForce(Config::BRAKE),
                'by' => $this->by(Config::BRAKE),
            ],
        ];
    }

    /**
     * @return array{networks: list<string>, phones: list<string>, v4: string|null, v6: string|null, dropped: int, by: By|null}
     */
    private function sealed(Isolation $isolation): array
    {
        [4 => $four, 6 => $six] = $this->seal->states($isolation);
        $isUsed = $six->isSealed() || $this->hasAddresses6();
        return [
            'networks' => $isolation->networks(),
            'phones' => $isolation->phones(),
            'v4' => $four->isSealed() ? $four->table() : null,
            'v6' => $six->isSealed() ? $six->table() : ($isUsed ? null : self::NO_ADDRESSES),
            'dropped' => $four->dropped() + $six->dropped(),
            'by' => $this->by(Config::ISOLATION),
        ];
    }

    /**
     * Beside the PBX's own loopback.
     */
    private function hasAddresses6(): bool
    {
        $lines = preg_split('/\R/', (string) $this->files->read(self::ADDRESSES_6), -1, PREG_SPLIT_NO_EMPTY);
        foreach ($lines === false ? [] : $lines as $line) {
            if (preg_match('/\slo$/', $line) !== 1) {
                return true;
            }
        }
        return false;
    }

    /**
     * @phpstan-param value-of<Config::STANDING> $key
     *
     * @return By|null null: no plan that is known
     */
    private function by(string $key): ?array
    {
        $object = (new Lasting($key))->key();
        foreach ($this->played() as $record) {
            if (isset($record->kept[$object]) && $record->undoOf === '' && ($record->after[$object]['on'] ?? false) === true) {
                return ['plan' => $record->id, 'person' => $record->person, 'at' => $record->acceptedAt];
            }
        }
        return null;
    }

    /**
     * @return iterable<Record> the one that is under way first, then the newest
     */
    private function played(): iterable
    {
        $open = $this->records->load();
        if ($open !== null) {
            yield $open;
        }
        foreach ($this->records->ids() as $id) {
            try {
                $record = $this->records->find($id);
            } catch (CannotStore $damaged) {
                $record = null;
            }
            if ($record !== null) {
                yield $record;
            }
        }
    }
}
