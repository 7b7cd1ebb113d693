<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Api;

use Modules\ModuleSecurityChecklist\Lib\Plan\Acceptance;
use Modules\ModuleSecurityChecklist\Lib\Plan\RunningPlan;
use Modules\ModuleSecurityChecklist\Lib\Rotation\OpenPlans;
use Modules\ModuleSecurityChecklist\Lib\Rotation\ReturnTable;
use Modules\ModuleSecurityChecklist\Lib\Store\Attestations;
use Modules\ModuleSecurityChecklist\Lib\Store\FlagsSwitch;
use Modules\ModuleSecurityChecklist\Lib\Store\Journal;
use Modules\ModuleSecurityChecklist\Lib\Store\JournalChain;
use Modules\ModuleSecurityChecklist\Lib\Store\Kept;
use Modules\ModuleSecurityChecklist\Lib\Store\LastJudged;
use Modules\ModuleSecurityChecklist\Lib\Store\PlanNonces;
use Modules\ModuleSecurityChecklist\Lib\Store\RotationNotes;
use Modules\ModuleSecurityChecklist\Lib\Store\Waivers;
use Modules\ModuleSecurityChecklist\Lib\Watch\JudgedSince;
use Modules\ModuleSecurityChecklist\Lib\Watch\Stale;
use Modules\ModuleSecurityChecklist\Lib\Watch\Upgraded;

/**
 * Every request of the contract, in the order of docs/module-api.md.
 */
final class EndpointList
{
    /** @var list<ReadEndpoint|WriteEndpoint> */
    private array $endpoints;

    public function __construct(Needs $needs, PageTokens $tokens, Journal $journal)
    {
        $attestations = new Attestations($needs->storage);
        $waivers = new Waivers($needs->storage);
        $kept = new Kept($needs->storage);
        $lastJudged = new LastJudged($kept);
        $stale = new Stale($kept, $needs->clock);
        $judged = new JudgedSince($lastJudged, $stale);
        $upgraded = new Upgraded($kept, $lastJudged, $needs->config);
        $flags = new FlagsSwitch($kept);
        $nonces = new PlanNonces($needs->storage, $needs->clock);
        $acceptance = new Acceptance($needs->surroundings);
        $running = new RunningPlan($needs->plans, $needs->pace, $needs->clock);
        $notes = new RotationNotes($kept);
        $patch = new PatchDesk($needs->patches, $needs->offer, $running, $needs->clock);
        $evidence = new EvidenceDesk($needs->evidence, new EvidenceTickets($needs->fingerprints, $needs->clock), $needs->clock);
        $door = new SheetDoor($needs->surroundings, $notes);
        $open = new OpenPlans($needs->rotations);
        $table = new ReturnTable($needs->owners);
        $this->endpoints = [
            new Endpoints\ShowFacts($needs->reader),
            new Endpoints\GivePageToken($tokens),
            new Endpoints\Attest($attestations, $needs->clock),
            new Endpoints\WithdrawAttestation($attestations),
            new Endpoints\Waive($waivers, $needs->clock),
            new Endpoints\WithdrawWaiver($waivers),
            new Endpoints\ShowLastJudged($judged, $upgraded),
            new Endpoints\KeepLastJudged($lastJudged, $stale, $upgraded, $needs->traces),
            new Endpoints\ShowFlags($needs->reader, $judged, $flags),
            new Endpoints\SwitchFlags($flags),
            new Endpoints\ShowJournal($journal),
            new Endpoints\VerifyJournal(new JournalChain($needs->storage)),
            new Endpoints\GivePlanNonce($nonces, $needs->surroundings),
            new Endpoints\Knock($nonces),
            new Endpoints\StartPlan(
                $nonces,
                $acceptance,
                $needs->config,
                $needs->plans,
                $running,
                $needs->clock,
                $notes,
                $needs->root,
                $needs->passwords,
                $needs->envelope
            ),
            new Endpoints\ShowPlan($running),
            new Endpoints\ConfirmPlan($nonces, $running, $needs->plans, $needs->proof),
            new Endpoints\ExtendPlan($running, $needs->plans),
            new Endpoints\RevertPlan($running, $needs->plans),
            new Endpoints\DismissPlan($running, $needs->plans),
            new Endpoints\EndPlan($running, $needs->plans),
            new Endpoints\CancelPlan($running, $needs->plans),
            new Endpoints\UndoPlan($nonces, $needs->plans, $running, $needs->clock),
            new Endpoints\ShowRotations($needs->returns, $table, $door, $notes, $needs->clock),
            new Endpoints\ShowSheet($open, $door, $needs->sheet, $notes, $needs->root),
            new Endpoints\CloseSheet($open, $running, $needs->plans, $notes),
            new Endpoints\FinishRotation($open, $running, $needs->plans),
            new Endpoints\ShowIsolation($needs->isolations),
            new Endpoints\ShowPatch($needs->patches),
            new Endpoints\ShowPatchScript($needs->patches),
            new Endpoints\FetchPatch($patch),
            new Endpoints\RunPatch($patch),
            new Endpoints\RestorePatch($patch),
            new Endpoints\ShowEvidence($needs->evidence),
            new Endpoints\StartEvidence($evidence),
            new Endpoints\ResumeEvidence($evidence),
            new Endpoints\RemoveEvidence($evidence),
            new Endpoints\GiveEvidenceTicket($evidence),
            new Endpoints\KnockForEvidence($evidence),
            new Endpoints\ShowCalls($needs->calls),
            new Endpoints\ShowCallsFound($needs->calls),
            new Endpoints\StartCalls($needs->calls),
            new Endpoints\CancelCalls($needs->calls),
            new Endpoints\ShowTraces($needs->traces),
            new Endpoints\AcceptTrace($needs->traces),
            new Endpoints\StartGuessing($needs->guesses),
            new Endpoints\CancelGuessing($needs->guesses),
            new Endpoints\ProvePassword($needs->proof),
            new Endpoints\JudgePassword($needs->passwords),
        ];
    }

    /**
     * @return ReadEndpoint|WriteEndpoint
     *
     * @throws Refused
     */
    public function find(Request $request): Endpoint
    {
        $methods = [];
        foreach ($this->endpoints as $endpoint) {
            if ($endpoint->resource() === $request->resource()) {
                if ($endpoint->method() === $request->method()) {
                    return $endpoint;
                }
                $methods[] = $endpoint->method();
            }
        }
        throw $methods === [] ? Refused::unknownAction() : Refused::wrongMethod($methods);
    }
}
