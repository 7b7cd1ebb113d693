<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan;

/**
 * Whether a plan may begin: it is about this PBX as it is now, it says what it does, and the person who asks still gets
 * in afterwards. Asked by the API and, right before the first step, once more by the player.
 */
final class Acceptance
{
    /** Parts that a plan can rest on; the others hold secrets' features, or nothing that matters. */
    private const PARTS = [
        'system', 'ports', 'firewall', 'runningRules', 'extraRules', 'fail2ban', 'network', 'providers', 'accounts',
        'modules', 'ami', 'ari', 'devices', 'apiKeys', 'sip', 'outboundRoutes',
    ];
    private const OWN_ADDRESSES = ['127.0.0.1', '::1', ''];

    private Surroundings $surroundings;

    public function __construct(Surroundings $surroundings)
    {
        $this->surroundings = $surroundings;
    }

    /**
     * @throws PlanRefused
     */
    public function check(Plan $plan, Config $now, Asked $asked): Accepted
    {
        if (!Networks::isSame($plan->asker(), $asked->address())) {
            throw new PlanRefused(PlanRefused::OTHER_ASKER);
        }
        if (!$plan->isFor($now->setting(Config::RELEASE))) {
            throw new PlanRefused(PlanRefused::STALE);
        }
        $this->mustBeFresh($plan);
        if (!$plan->saysItsUndo($now->hasOrder())) {
            throw new PlanRefused(PlanRefused::UNDO_DIFFERS);
        }
        $then = $plan->predict($now, $this->surroundings->categories());
        $closes = Severity::closes($now, $then);
        if ($closes) {
            $this->mustLetIn($then, $asked->address());
        }
        $isSevere = $closes || Severity::bansSooner($now, $then);
        // What opens again asks for the proof that its plan asked for.
        $isNeeded = $isSevere || !$plan->isUndo() || Severity::opens($now, $then);
        $seconds = $isNeeded ? $plan->confirmSeconds() : null;
        if ($seconds !== null) {
            $this->mustBeProvable($asked);
        } elseif ($isSevere) {
            throw new PlanRefused(PlanRefused::CONFIRM_MISSING);
        }
        return new Accepted($closes, $seconds);
    }

    /**
     * @throws PlanRefused
     */
    private function mustBeFresh(Plan $plan): void
    {
        $needed = [];
        foreach ($plan->steps() as $step) {
            $needed = array_merge($needed, $step->parts());
        }
        if (array_diff($needed, $plan->parts()) !== [] || array_diff($plan->parts(), self::PARTS) !== []) {
            throw new PlanRefused(PlanRefused::PARTS_MISSING);
        }
        if ($plan->parts() !== [] && !hash_equals($this->surroundings->digest($plan->parts()), $plan->digest())) {
            throw new PlanRefused(PlanRefused::STALE);
        }
    }

    /**
     * @throws PlanRefused
     */
    private function mustLetIn(Config $then, string $address): void
    {
        if (!$this->surroundings->isFiltering()) {
            throw new PlanRefused(PlanRefused::CONTAINER);
        }
        if (!WebDoor::isOpenTo($then, $address)) {
            throw new PlanRefused(PlanRefused::LOCKED_OUT);
        }
    }

    /**
     * A new connection has to prove something: it must be known, and be the person's own.
     *
     * @throws PlanRefused
     */
    private function mustBeProvable(Asked $asked): void
    {
        $isOwn = in_array($asked->address(), self::OWN_ADDRESSES, true);
        if ($isOwn || $asked->isForwarded() || !$this->surroundings->tellsPeopleApart()) {
            throw new PlanRefused(PlanRefused::BEHIND_PROXY);
        }
        if ($asked->connection() === null) {
            throw new PlanRefused(PlanRefused::NO_PROOF);
        }
    }
}
