<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Api\Endpoints;

use Closure;
use Modules\ModuleSecurityChecklist\Lib\Api\Answer;
use Modules\ModuleSecurityChecklist\Lib\Api\Caller;
use Modules\ModuleSecurityChecklist\Lib\Api\ReadEndpoint;
use Modules\ModuleSecurityChecklist\Lib\Api\Refused;
use Modules\ModuleSecurityChecklist\Lib\Api\Request;
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
        $asked = $request->query('parts');
        $names = $asked === null ? null : explode(',', $asked);
        if ($names !== null && array_diff($names, $reader->names()) !== []) {
            throw Refused::invalid('parts');
        }
        $reading = $reader->read($request->address(), $names);
        $tag = '"' . $reading->digest() . '"';
        $isHeld = self::isHeld($request->header('if-none-match') ?? '', $tag);
        return $isHeld
            ? new Answer(304, '', ['ETag' => $tag])
            : new Answer(200, $reading->json(), ['ETag' => $tag]);
    }

    /**
     * Weak tags count as their strong ones: nginx weakens them when it packs.
     */
    private static function isHeld(string $held, string $tag): bool
    {
        $tags = array_map('trim', explode(',', $held));
        return in_array('*', $tags, true) || in_array($tag, $tags, true) || in_array('W/' . $tag, $tags, true);
    }
}
