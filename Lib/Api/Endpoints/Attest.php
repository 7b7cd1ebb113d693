<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Api\Endpoints;

use Closure;
use DateInterval;
use Modules\ModuleSecurityChecklist\Lib\Api\Answer;
use Modules\ModuleSecurityChecklist\Lib\Api\Caller;
use Modules\ModuleSecurityChecklist\Lib\Api\Fields;
use Modules\ModuleSecurityChecklist\Lib\Api\Refused;
use Modules\ModuleSecurityChecklist\Lib\Api\WriteEndpoint;
use Modules\ModuleSecurityChecklist\Lib\Api\Written;
use Modules\ModuleSecurityChecklist\Lib\Ports\Clock;
use Modules\ModuleSecurityChecklist\Lib\Store\Attestations;

/**
 * Keeps what a person confirms. A newer answer of the same item and subject takes the place of the older one; the journal
 * has both. Which items there are, and which answers, only the checks know.
 */
final class Attest implements WriteEndpoint
{
    private const LONGEST_ANSWER = 1000;
    private const LONGEST_NOTE = 2000;
    /** Ten years: what is about the past holds for good. */
    private const MOST_DAYS = 3660;

    private Attestations $attestations;
    private Clock $clock;

    public function __construct(Attestations $attestations, Clock $clock)
    {
        $this->attestations = $attestations;
        $this->clock = $clock;
    }

    public function method(): string
    {
        return 'POST';
    }

    public function resource(): string
    {
        return 'attestations';
    }

    public function fields(): array
    {
        return ['item', 'subject', 'answer', 'note', 'validDays'];
    }

    public function prepare(Fields $fields, Caller $caller): Closure
    {
        $days = $fields->number('validDays', 1, self::MOST_DAYS);
        $now = $this->clock->now();
        $attestation = [
            'item' => $fields->id('item'),
            'subject' => $fields->line('subject', Attestations::LONGEST_SUBJECT),
            'answer' => $fields->visible('answer', $fields->line('answer', self::LONGEST_ANSWER)),
            'by' => $caller->name(),
            'at' => $now->format(DATE_ATOM),
            'expiresAt' => $now->add(new DateInterval('P' . $days . 'D'))->format(DATE_ATOM),
            'note' => $fields->lines('note', self::LONGEST_NOTE),
        ];
        return function () use ($attestation): Written {
            if (!$this->attestations->put($attestation)) {
                throw Refused::tooMany();
            }
            return new Written(Answer::json(201, $attestation), $attestation);
        };
    }
}
