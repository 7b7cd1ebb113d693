<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan;

use Modules\ModuleSecurityChecklist\Lib\Facts\Release;

/**
 * Whether a plan may begin: it is about this PBX as it is now, it says what it does, and the person who asks still gets
 * in afterwards. Asked by the API and, right before the first step, once more by the player.
 */
final class Acceptance
{
    /** Parts that a plan can rest on; the others hold secrets' features, or nothing that matters. */
    private const PARTS = [
        'system', 'ports', 'firewall', 'runningRules', 'extraRules', 'fail2ban', 'network', 'providers', 'providerHosts',
        'accounts', 'modules', 'ami', 'ari', 'devices', 'apiKeys', 'sip', 'outboundRoutes',
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
        // What was done there once can always be taken back.
        if (!$plan->isUndo() && (new Release($now->setting(Config::RELEASE)))->isBetween()) {
            throw new PlanRefused(PlanRefused::CHECKS_ONLY);
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
        $isolates = Severity::isolates($now, $then);
        if ($isolates) {
            $this->mustKeepIn($then, $asked->address());
        }
        if ($plan->needsKey() && !$this->surroundings->hasUsedKey()) {
            throw new PlanRefused(PlanRefused::NO_KEY);
        }
        if ($plan->isWatching()) {
            $this->mustFallBackTo($now, $asked->address());
        }
        $isSevere = $closes
            || $isolates
            || Severity::bansSooner($now, $then)
            || Severity::endsPasswords($now, $then)
            || $plan->setsPasswords()
            || $plan->isWatching();
        // What opens again asks for the proof that its plan asked for.
        $isNeeded = $isSevere || !$plan->isUndo() || Severity::opens($now, $then);
        $seconds = $isNeeded ? $plan->confirmSeconds() : null;
        if ($seconds === null && $isSevere) {
            throw new PlanRefused(PlanRefused::CONFIRM_MISSING);
        }
        return new Accepted($closes, $seconds, $seconds === null ? null : $this->proof($asked));
    }

    /**
     * What root asks for on the PBX itself: nothing has to be shown, and nobody can be shut out of the console.
     *
     * @throws PlanRefused when a step cannot be played here
     */
    public function byRoot(Plan $plan, Config $now): Accepted
    {
        $then = $plan->predict($now, $this->surroundings->categories());
        return new Accepted(Severity::closes($now, $then), null, null);
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
     * Who asks is among those who alone get in.
     *
     * @throws PlanRefused
     */
    private function mustKeepIn(Config $then, string $address): void
    {
        if (!$this->surroundings->isFiltering()) {
            throw new PlanRefused(PlanRefused::CONTAINER);
        }
        $isolation = $then->isolation();
        if ($isolation === null || !Networks::hold(implode(',', $isolation->networks()), $address)) {
            throw new PlanRefused(PlanRefused::LOCKED_OUT);
        }
    }

    /**
     * Whatever the person makes of it, what comes back lets them in.
     *
     * @throws PlanRefused
     */
    private function mustFallBackTo(Config $now, string $address): void
    {
        if (!$this->surroundings->isFiltering()) {
            throw new PlanRefused(PlanRefused::CONTAINER);
        }
        if (!Severity::isOpen($now)) {
            $this->mustLetIn($now, $address);
        }
    }

    /**
     * What the person can show later. A new connection proves something where it is their own, and where one came already:
     * over HTTP/2 a browser opens none by itself.
     *
     * @phpstan-return Proof::*
     *
     * @throws PlanRefused
     */
    private function proof(Asked $asked): string
    {
        if (in_array($asked->address(), self::OWN_ADDRESSES, true)) {
            throw new PlanRefused(PlanRefused::BEHIND_PROXY);
        }
        $arrival = $asked->arrival();
        $isBetween = $arrival->isForwarded() || !$this->surroundings->tellsPeopleApart();
        if (!$isBetween && $arrival->isNew()) {
            return Proof::CONNECTION;
        }
        if ($arrival->signedInAt() !== null) {
            return Proof::SIGN_IN;
        }
        if ($isBetween) {
            throw new PlanRefused(PlanRefused::BEHIND_PROXY);
        }
        throw new PlanRefused($arrival->connection() === null ? PlanRefused::NO_PROOF : PlanRefused::SAME_CONNECTION);
    }
}
