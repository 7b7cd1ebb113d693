<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Api\Endpoints;

use Closure;
use Modules\ModuleSecurityChecklist\Lib\Api\Answer;
use Modules\ModuleSecurityChecklist\Lib\Api\AskedParts;
use Modules\ModuleSecurityChecklist\Lib\Api\Caller;
use Modules\ModuleSecurityChecklist\Lib\Api\ReadEndpoint;
use Modules\ModuleSecurityChecklist\Lib\Api\Request;
use Modules\ModuleSecurityChecklist\Lib\Api\Tagged;
use Modules\ModuleSecurityChecklist\Lib\Facts\FactsReader;

/**
 * The facts of this PBX, or the asked parts; 304 where the asker has them already.
 */
final class ShowFacts implements ReadEndpoint
{
    /** @var Closure(): FactsReader */
    private Closure $reader;

    /**
     * @param Closure(): FactsReader $reader
     */
    public function __construct(Closure $reader)
    {
        $this->reader = $reader;
    }

    public function method(): string
    {
        return 'GET';
    }

    public function resource(): string
    {
        return 'facts';
    }

    public function answer(Request $request, Caller $caller): Answer
    {
        $reader = ($this->reader)();
        $reading = $reader->read($request->address(), AskedParts::of($request, $reader));
        return Tagged::answer($request, $reading->digest(), static function () use ($reading): string {
            return $reading->json();
        });
    }
}
