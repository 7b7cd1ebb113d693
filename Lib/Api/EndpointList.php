<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Api;

use Modules\ModuleSecurityChecklist\Lib\Store\Attestations;
use Modules\ModuleSecurityChecklist\Lib\Store\Journal;
use Modules\ModuleSecurityChecklist\Lib\Store\Kept;
use Modules\ModuleSecurityChecklist\Lib\Store\LastJudged;
use Modules\ModuleSecurityChecklist\Lib\Store\Waivers;
use Modules\ModuleSecurityChecklist\Lib\Watch\Stale;

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
        $this->endpoints = [
            new Endpoints\ShowFacts($needs->reader),
            new Endpoints\GivePageToken($tokens),
            new Endpoints\Attest($attestations, $needs->clock),
            new Endpoints\WithdrawAttestation($attestations),
            new Endpoints\Waive($waivers, $needs->clock),
            new Endpoints\WithdrawWaiver($waivers),
            new Endpoints\ShowLastJudged($lastJudged, $stale),
            new Endpoints\KeepLastJudged($lastJudged, $stale),
            new Endpoints\ShowJournal($journal),
            new Endpoints\StartGuessing($needs->guesses),
            new Endpoints\CancelGuessing($needs->guesses),
            new Endpoints\ProvePassword($needs->proof),
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
