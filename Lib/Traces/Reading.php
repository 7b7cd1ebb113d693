<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Traces;

use Closure;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\Clock;
use Modules\ModuleSecurityChecklist\Lib\Ports\Fingerprints;
use Modules\ModuleSecurityChecklist\Lib\Ports\Rows;
use Modules\ModuleSecurityChecklist\Lib\Ports\TraceReadings;
use Throwable;

/**
 * One reading of everything that is looked for. A kind that breaks is unknown with its reason; the rest stands.
 *
 * @phpstan-import-type Item from TraceReadings
 * @phpstan-import-type Kind from TraceReadings
 */
final class Reading implements TraceReadings
{
    private const SECONDS_FOR_COPIES = 2.0;
    /** A busy PBX with a cold disk needs more than one. */
    private const SECONDS_FOR_FILES = 5.0;

    private Rows $core;
    private Rows $release;
    private Copies $copies;
    private OfMachine $machine;
    private CoreFiles $files;
    private OfModules $modules;
    private Fingerprints $fingerprints;
    private Clock $clock;

    /**
     * @param Rows $core    database of Core
     * @param Rows $release the one that the release came with
     */
    public function __construct(
        Rows $core,
        Rows $release,
        Copies $copies,
        OfMachine $machine,
        CoreFiles $files,
        OfModules $modules,
        Fingerprints $fingerprints,
        Clock $clock
    ) {
        $this->core = $core;
        $this->release = $release;
        $this->copies = $copies;
        $this->machine = $machine;
        $this->files = $files;
        $this->modules = $modules;
        $this->fingerprints = $fingerprints;
        $this->clock = $clock;
    }

    public function traces(): array
    {
        $copies = $this->copies->read(self::now() + self::SECONDS_FOR_COPIES);
        $times = array_column($copies, 'time');
        $dated = new Dated($this->fingerprints, $copies, $this->ofRelease(), $this->clock->now()->getTimestamp());
        return [
            'copies' => [
                'count' => count($copies), 'oldest' => $times === [] ? null : min($times), 'newest' => $times === [] ? null : max($times),
                'complete' => $this->copies->isComplete(),
            ],
            'kinds' => $this->kinds($dated),
        ];
    }

    /**
     * @return array<string, Kind>
     */
    private function kinds(Dated $dated): array
    {
        try {
            $database = new OfDatabase(CoreRows::of($this->core));
        } catch (CannotRead $hidden) {
            $unknown = ['unknown' => $hidden->reason(), 'detail' => $hidden->getMessage()];
            return array_fill_keys(Kinds::ALL, $unknown);
        }
        $ofCore = $database->things();
        $login = $database->setting('SSHLogin');
        $ids = $database->moduleIds();
        $more = [
            Kinds::SSH_KEYS => fn (): array => $this->machine->sshKeys($ofCore[Kinds::SSH_KEYS] ?? [], $login),
            Kinds::MODULES => fn (): array => $this->machine->modules($ids),
            Kinds::CRON => fn (): array => $this->machine->cron($ids),
            Kinds::PROCESSES => fn (): array => $this->machine->processes(),
            Kinds::SYSTEM_USERS => fn (): array => $this->machine->systemUsers($login),
            Kinds::CORE_FILES => fn (): array => $this->files->later(self::now() + self::SECONDS_FOR_FILES),
        ];
        if (in_array(OfModules::USERS_UI, $ids, true)) {
            $more[Kinds::CABINET_USERS] = fn (): array => $this->modules->cabinetUsers();
        }
        $kinds = [];
        foreach (Kinds::ALL as $kind) {
            $kinds[$kind] = self::kind(static function () use ($kind, $dated, $ofCore, $more): array {
                if (!isset($ofCore[$kind]) && !isset($more[$kind])) {
                    throw new CannotRead(CannotRead::NOT_SUPPORTED);
                }
                $things = array_merge($ofCore[$kind] ?? [], isset($more[$kind]) ? ($more[$kind])() : []);
                if (count($things) > Kinds::MOST) {
                    throw new CannotRead(CannotRead::FAILED, (string) count($things));
                }
                return $dated->items($kind, $things);
            });
        }
        return $kinds;
    }

    /**
     * @param Closure(): list<Item> $read
     *
     * @return Kind
     */
    private static function kind(Closure $read): array
    {
        try {
            return ['items' => $read()];
        } catch (CannotRead $hidden) {
            return ['unknown' => $hidden->reason(), 'detail' => $hidden->getMessage()];
        } catch (Throwable $broken) {
            return ['unknown' => CannotRead::FAILED, 'detail' => get_class($broken)];
        }
    }

    /**
     * @return array<string, list<Thing>>
     */
    private function ofRelease(): array
    {
        try {
            return (new OfDatabase(CoreRows::of($this->release)))->things();
        } catch (CannotRead $hidden) {
            return [];
        }
    }

    private static function now(): float
    {
        return hrtime(true) / 1e9;
    }
}
