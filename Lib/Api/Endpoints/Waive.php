<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Api\Endpoints;

use Closure;
use DateInterval;
use DateTimeImmutable;
use Modules\ModuleSecurityChecklist\Lib\Api\Answer;
use Modules\ModuleSecurityChecklist\Lib\Api\Caller;
use Modules\ModuleSecurityChecklist\Lib\Api\Fields;
use Modules\ModuleSecurityChecklist\Lib\Api\Refused;
use Modules\ModuleSecurityChecklist\Lib\Api\WriteEndpoint;
use Modules\ModuleSecurityChecklist\Lib\Api\Written;
use Modules\ModuleSecurityChecklist\Lib\Ports\Clock;
use Modules\ModuleSecurityChecklist\Lib\Store\Waivers;

/**
 * Keeps that a person accepts a problem. That a critical one is accepted for a year at most, the audit sees to
 * (sites/checklist/audit.ts): severities are not known here.
 */
final class Waive implements WriteEndpoint
{
    private const LONGEST_REASON = 2000;
    private const LONGEST_WAIVER = 'P3660D';

    private Waivers $waivers;
    private Clock $clock;

    public function __construct(Waivers $waivers, Clock $clock)
    {
        $this->waivers = $waivers;
        $this->clock = $clock;
    }

    public function method(): string
    {
        return 'POST';
    }

    public function resource(): string
    {
        return 'waivers';
    }

    public function fields(): array
    {
        return ['check', 'finding', 'reason', 'expiresAt'];
    }

    public function prepare(Fields $fields, Caller $caller): Closure
    {
        $now = $this->clock->now();
        $waiver = [
            'check' => $fields->id('check'),
            'finding' => $fields->line('finding', Waivers::LONGEST_FINDING),
            'reason' => $fields->visible('reason', $fields->lines('reason', self::LONGEST_REASON)),
            'by' => $caller->name(),
            'at' => $now->format(DATE_ATOM),
            'expiresAt' => self::end($fields, $now)->format(DATE_ATOM),
        ];
        return function () use ($waiver): Written {
            if (!$this->waivers->put($waiver)) {
                throw Refused::tooMany();
            }
            return new Written(Answer::json(201, $waiver), $waiver);
        };
    }

    /**
     * In the time zone of the PBX.
     */
    private static function end(Fields $fields, DateTimeImmutable $now): DateTimeImmutable
    {
        $end = $fields->time('expiresAt');
        if ($end <= $now || $end > $now->add(new DateInterval(self::LONGEST_WAIVER))) {
            throw Refused::invalid('expiresAt');
        }
        return $end->setTimezone($now->getTimezone());
    }
}
