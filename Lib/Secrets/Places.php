<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Secrets;

use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;

/**
 * Dates and hardware addresses in the first characters of a text: looked for once, asked for by who measures it and by who
 * says what it gives away.
 *
 * @phpstan-import-type Span from Dates
 */
final class Places
{
    /** More is not looked at: long before, every secret is strong or hopeless. */
    public const LOOKED_AT = 128;

    public string $flat;
    /** @var list<Span> */
    public array $dates;
    /** @var list<Span> */
    public array $addresses;

    /**
     * @throws CannotRead
     */
    public function __construct(Text $text, Dates $dates, Hardware $hardware)
    {
        $this->flat = $dates->flat($text->start(self::LOOKED_AT)->lower);
        $this->dates = $dates->in($this->flat);
        $this->addresses = $hardware->in($this->flat);
    }

    /**
     * @return array<string, mixed>
     */
    public function __debugInfo(): array
    {
        return [];
    }
}
