<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Plan;

/**
 * Whether a wish confirms a plan: the same person, from the same address, with the plan's nonce, over a connection that was
 * opened after the change was in force, or signed in since. An established connection survives a closed firewall.
 */
final class Confirming
{
    /**
     * @return string|null why not
     *
     * @phpstan-return value-of<PlanRefused::ALL>|null
     */
    public static function refusal(Confirmable $plan, Wish $wish): ?string
    {
        $nonce = $plan->nonce();
        if ($nonce === '' || ($nonce !== null && !hash_equals($nonce, $wish->nonce()))) {
            return PlanRefused::NONCE;
        }
        if ($plan->person() !== $wish->person()) {
            return PlanRefused::OTHER_PERSON;
        }
        if (!Networks::isSame($plan->address(), $wish->address())) {
            return PlanRefused::OTHER_ADDRESS;
        }
        if ($plan->signInAfter() !== null) {
            $signedInAt = $wish->arrival()->signedInAt();
            if ($signedInAt === null || $signedInAt <= $plan->signInAfter()) {
                return PlanRefused::OLD_SIGN_IN;
            }
            return $plan->reference() === null ? PlanRefused::NOT_YET : null;
        }
        $connection = $wish->arrival()->isForwarded() ? null : $wish->arrival()->connection();
        if ($connection === null) {
            return PlanRefused::NO_PROOF;
        }
        $reference = $plan->reference();
        if ($reference === null || !$connection->isOfSameServer($reference)) {
            return PlanRefused::NOT_YET;
        }
        return $connection->isNewerThan($reference) ? null : PlanRefused::SAME_CONNECTION;
    }
}
