<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan;

use Modules\ModuleSecurityChecklist\Lib\Plan\Objects\PlanObject;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotStore;
use Modules\ModuleSecurityChecklist\Lib\Ports\Pace;
use Modules\ModuleSecurityChecklist\Lib\Ports\PlanRecords;
use Modules\ModuleSecurityChecklist\Lib\Ports\PlayFailed;
use Modules\ModuleSecurityChecklist\Lib\Ports\Restorer;

/**
 * Puts everything back that a plan may have touched. Doing it twice does no harm, so a broken-off way back is simply
 * begun again. What somebody else changed meanwhile is put back, too: the person may be locked out.
 */
final class WayBack
{
    public const OLD = 'old';
    public const NEW = 'new';
    public const OTHER = 'other';

    private const TRIES = 4;
    private const SECONDS_BETWEEN_TRIES = 1.0;
    /** How long what nobody answered may still happen. */
    private const LATE_LOOKS = 6;
    private const SECONDS_BETWEEN_LOOKS = 2.0;

    private PlanRecords $records;
    private ConfigReader $reader;
    private Restorer $restorer;
    private Pace $pace;

    public function __construct(PlanRecords $records, ConfigReader $reader, Restorer $restorer, Pace $pace)
    {
        $this->records = $records;
        $this->reader = $reader;
        $this->restorer = $restorer;
        $this->pace = $pace;
    }

    /**
     * Leaves in the record what each object is.
     *
     * @return Config|null as it is now; null: not everything is as before
     */
    public function go(Record $record, Plan $plan): ?Config
    {
        $config = $this->putAllBack($record, $plan);
        for ($look = 0; $record->isUncertain && $look < self::LATE_LOOKS; $look++) {
            $this->pace->sleep(self::SECONDS_BETWEEN_LOOKS);
            $config = $this->putAllBack($record, $plan);
        }
        return $config;
    }

    private function putAllBack(Record $record, Plan $plan): ?Config
    {
        for ($try = 1; $try <= self::TRIES; $try++) {
            try {
                $config = $this->reader->read();
                $this->findMade($record, $plan, $config);
                $this->putBackWhatDiffers($record, $plan);
                $config = $this->reader->read();
                if ($this->look($record, $plan, $config)) {
                    return $config;
                }
            } catch (CannotRead $unreadable) {
                $record->detail = $unreadable->getMessage();
            }
            $this->pace->sleep(self::SECONDS_BETWEEN_TRIES);
        }
        return null;
    }

    private function findMade(Record $record, Plan $plan, Config $config): void
    {
        $made = $plan->findMade($config, $record->madeIds(), $record->begun, $record->idsBefore)->ids();
        if ($made !== $record->made) {
            $record->made = $made;
            try {
                $this->records->save($record);
            } catch (CannotStore $full) {
                // It can be found again.
                $record->detail = $full->getMessage();
            }
        }
    }

    /**
     * The last change first: what was closed is open again before the person's own rule goes.
     *
     * @throws CannotRead
     */
    private function putBackWhatDiffers(Record $record, Plan $plan): void
    {
        foreach (array_reverse($this->touched($record, $plan)) as $key => $object) {
            $config = $this->reader->read();
            if ($object->isAsKept($record->kept[$key], $config, $record->madeIds())) {
                continue;
            }
            try {
                $object->putBack($record->kept[$key], $config, $record->madeIds(), $this->restorer);
            } catch (PlayFailed $failed) {
                // The others all the same; what became of it is read afterwards.
                $record->detail = $failed->getMessage();
            }
        }
    }

    /**
     * Is everything as before?
     */
    private function look(Record $record, Plan $plan, Config $config): bool
    {
        $made = $record->madeIds();
        $record->objects = [];
        $isAll = true;
        foreach ($this->touched($record, $plan) as $key => $object) {
            $isOld = $object->isAsKept($record->kept[$key], $config, $made);
            $isNew = !$isOld && isset($record->after[$key]) && $object->state($config, $made) == $record->after[$key];
            $record->objects[$key] = $isOld ? self::OLD : ($isNew ? self::NEW : self::OTHER);
            $isAll = $isAll && $isOld;
        }
        return $isAll;
    }

    /**
     * @return array<string, PlanObject> by key
     */
    private function touched(Record $record, Plan $plan): array
    {
        return array_intersect_key($plan->objects($record->hasOrder), $record->kept);
    }
}
