<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Api;

use Modules\ModuleSecurityChecklist\Lib\Api\Guards\Guard;
use Modules\ModuleSecurityChecklist\Lib\Ports\CannotStore;
use Modules\ModuleSecurityChecklist\Lib\Ports\Storage;
use Modules\ModuleSecurityChecklist\Lib\Store\Journal;
use Throwable;

/**
 * The module's API: guards, the endpoint, an answer. Never throws.
 */
final class Api
{
    private EndpointList $endpoints;
    private Journal $journal;
    private Storage $storage;
    private Errors $errors;
    private Guard $module;
    /** @var list<Guard> of every request, in this order */
    private array $guards;
    /** @var list<Guard> of writes, in this order, after those */
    private array $writeGuards;

    public function __construct(Needs $needs)
    {
        $tokens = new PageTokens($needs->fingerprints, $needs->clock);
        $this->journal = new Journal($needs->storage, $needs->clock);
        $this->endpoints = new EndpointList($needs, $tokens, $this->journal);
        $this->storage = $needs->storage;
        $this->errors = new Errors($needs->words, $needs->log);
        $this->module = new Guards\ModuleIsOn($needs->module);
        $this->guards = [new Guards\SignedIn(), new Guards\OwnProcess(), new Guards\Admin()];
        $this->writeGuards = [
            new Guards\Person(),
            new Guards\JsonType(),
            new Guards\Size(),
            new Guards\Told(new Guards\OwnOrigin(), $this->journal),
            new Guards\Told(new Guards\OwnPage($tokens), $this->journal),
        ];
    }

    public function answer(Request $request, Caller $caller): Answer
    {
        try {
            $this->module->check($request, $caller);
            $endpoint = $this->endpoints->find($request);
            self::pass($this->guards, $request, $caller);
            if ($endpoint instanceof ReadEndpoint) {
                return $endpoint->answer($request, $caller);
            }
            self::pass($this->writeGuards, $request, $caller);
            return $this->write($endpoint, $request, $caller);
        } catch (Throwable $thrown) {
            return $this->errors->answer($thrown);
        }
    }

    /**
     * @param list<Guard> $guards
     *
     * @throws Refused
     */
    private static function pass(array $guards, Request $request, Caller $caller): void
    {
        foreach ($guards as $guard) {
            $guard->check($request, $caller);
        }
    }

    /**
     * The change and its row in the journal: both or neither.
     *
     * @throws Refused
     * @throws CannotStore
     */
    private function write(WriteEndpoint $endpoint, Request $request, Caller $caller): Answer
    {
        $change = $endpoint->prepare(new Fields(Json::object($request->body()), $endpoint->fields()), $caller);
        $written = $this->storage->atOnce(function () use ($endpoint, $change, $caller): Written {
            $written = $change();
            $details = $written->details();
            if ($details !== null) {
                $this->journal->add($caller->name(), $caller->address(), $endpoint->resource(), $details);
            }
            return $written;
        });
        $written->isStored();
        return $written->answer();
    }
}
