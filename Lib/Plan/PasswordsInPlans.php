<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan;

use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotStore;
use Modules\ModuleSecurityChecklist\Lib\Ports\Envelope;
use Modules\ModuleSecurityChecklist\Lib\Ports\Sealer;
use Modules\ModuleSecurityChecklist\Lib\Secrets\PasswordPolicy;

/**
 * What a person typed for a plan: opened once, turned into what is to be stored, and sealed for players that come later, so that
 * all of them store the same. The API judged how good it is; here it is made sure of that Core can store it.
 */
final class PasswordsInPlans
{
    private Envelope $envelope;
    private PasswordForms $forms;
    private Sealer $sealer;

    public function __construct(Envelope $envelope, PasswordForms $forms, Sealer $sealer)
    {
        $this->envelope = $envelope;
        $this->forms = $forms;
        $this->sealer = $sealer;
    }

    /**
     * The way back needs none.
     *
     * @throws PlanRefused when there is none, and nothing was begun
     * @throws CannotStore when the disk has no room for the key that it is sealed with
     */
    public function into(Plan $plan, Record $record): Plan
    {
        try {
            if ($record->typed !== '') {
                $this->seal($plan, $record);
            }
            $stored = [];
            foreach ($plan->owners() as $owner) {
                $stored[$owner] = $this->sealer->open($owner, $record->sealed[$owner] ?? '');
            }
            return $plan->withPasswords($stored);
        } catch (CannotRead $lost) {
            if ($record->begun > 0) {
                return $plan;
            }
            if ($lost->isOfFullDisk()) {
                throw new CannotStore(CannotStore::FULL, $lost->getMessage());
            }
            throw new PlanRefused(PlanRefused::NO_PASSWORD);
        }
    }

    /**
     * @throws CannotRead
     * @throws PlanRefused
     */
    private function seal(Plan $plan, Record $record): void
    {
        $typed = $this->envelope->open($record->typed);
        if (!PasswordPolicy::canBeStored($typed)) {
            throw new PlanRefused(PlanRefused::WEAK_PASSWORD);
        }
        $sealed = [];
        foreach ($plan->owners() as $owner) {
            $sealed[$owner] = $this->sealer->seal($owner, $this->forms->of($owner, $typed));
        }
        $record->sealed = $sealed;
        $record->typed = '';
    }
}
