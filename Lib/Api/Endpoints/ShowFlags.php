<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Api\Endpoints;

use Closure;
use Modules\ModuleSecurityChecklist\Lib\Api\Answer;
use Modules\ModuleSecurityChecklist\Lib\Api\AskedParts;
use Modules\ModuleSecurityChecklist\Lib\Api\Caller;
use Modules\ModuleSecurityChecklist\Lib\Api\Json;
use Modules\ModuleSecurityChecklist\Lib\Api\ReadEndpoint;
use Modules\ModuleSecurityChecklist\Lib\Api\Request;
use Modules\ModuleSecurityChecklist\Lib\Api\Tagged;
use Modules\ModuleSecurityChecklist\Lib\Facts\FactsReader;
use Modules\ModuleSecurityChecklist\Lib\Facts\Reading;
use Modules\ModuleSecurityChecklist\Lib\Store\FlagsSwitch;
use Modules\ModuleSecurityChecklist\Lib\Watch\JudgedSince;

/**
 * All that the marks beside settings need, in one answer: it is asked for on every page of the cabinet. Its tag does not
 * move with the clock, so that most pages get 304.
 */
final class ShowFlags implements ReadEndpoint
{
    /** @var Closure(): FactsReader */
    private Closure $reader;
    private JudgedSince $judged;
    private FlagsSwitch $switch;

    /**
     * @param Closure(): FactsReader $reader
     */
    public function __construct(Closure $reader, JudgedSince $judged, FlagsSwitch $switch)
    {
        $this->reader = $reader;
        $this->judged = $judged;
        $this->switch = $switch;
    }

    public function method(): string
    {
        return 'GET';
    }

    public function resource(): string
    {
        return 'flags';
    }

    public function answer(Request $request, Caller $caller): Answer
    {
        // The id of a key may be the name of a person.
        if ($caller->isPerson() && !$this->switch->isOn($caller->name())) {
            return self::flags($request, false, null, 'null');
        }
        $reading = $request->query('parts') === null ? null : $this->read($request);
        return self::flags($request, true, $reading, Json::text($this->judged->get()));
    }

    private function read(Request $request): Reading
    {
        $reader = ($this->reader)();
        return $reader->read($request->address(), AskedParts::of($request, $reader));
    }

    /**
     * @param string $judged JSON
     */
    private static function flags(Request $request, bool $isOn, ?Reading $reading, string $judged): Answer
    {
        $on = Json::text($isOn);
        $signs = [$on, $reading === null ? '' : $reading->dailyDigest(), $judged];
        return Tagged::answer(
            $request,
            hash('sha256', implode("\n", $signs)),
            static function () use ($on, $reading, $judged): string {
                $facts = $reading === null ? 'null' : $reading->json();
                return '{"on":' . $on . ',"facts":' . $facts . ',"lastJudged":' . $judged . '}';
            }
        );
    }
}
