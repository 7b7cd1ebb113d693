<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Secrets;

use Modules\ModuleSecurityChecklist\Lib\Secrets\Data\Letters;

/**
 * The ways to write and to read a text (sites/checklist/secrets/text.ts). Letters beyond Latin, Greek and Cyrillic have
 * no capitals here, and neither PHP's version of Unicode nor its locale has a say.
 */
final class Writing
{
    private const CAPITALS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
    private const SMALL = 'abcdefghijklmnopqrstuvwxyz';

    private Table $lower;
    private Table $base;
    private Table $spelled;
    private Table $layout;
    private Table $shifted;
    /** @var list<Table> */
    private array $leet = [];
    /** @var list<Table> */
    private array $latin = [];

    public function __construct()
    {
        $this->lower = new Table(Letters::LOWER);
        $this->base = new Table(Letters::BASE);
        $this->spelled = new Table(Letters::SPELLED);
        $this->layout = new Table(Letters::LAYOUT);
        $this->shifted = new Table(Letters::SHIFTED);
        foreach (Letters::LEET as $letters) {
            $this->leet[] = new Table($letters);
        }
        foreach (Letters::CYRILLIC as $letters) {
            $this->latin[] = new Table($letters);
        }
    }

    /**
     * One code point for one.
     */
    public function lower(string $text): string
    {
        return strtr($this->lower->applyTo($text), self::CAPITALS, self::SMALL);
    }

    /**
     * The ways to read lower case letter by letter: as it is, without accents, leet undone, by the keys. All have the
     * same number of code points.
     *
     * @return list<string> without doubles, the text itself first
     */
    public function readings(string $lower): array
    {
        $base = $this->base->applyTo($lower);
        $forms = [$lower, $base];
        foreach ($this->leet as $table) {
            $forms[] = $table->applyTo($base);
        }
        $forms[] = $this->shifted->applyTo($this->layout->applyTo($lower));
        return self::unique($forms);
    }

    /**
     * For each character of a text its kind (`Text::CAPITAL` and so on): one byte each.
     */
    public function kinds(string $text): string
    {
        $kinds = '';
        foreach (Text::points($text) as $point) {
            if (strlen($point) === 1) {
                $kinds .= ctype_upper($point) ? Text::CAPITAL : (ctype_lower($point) ? Text::SMALL : Text::OTHER);
            } elseif (isset(Letters::LOWER[$point])) {
                $kinds .= Text::CAPITAL;
            } else {
                $kinds .= strpos(Letters::SMALL, $point) !== false ? Text::SMALL : Text::OTHER;
            }
        }
        return $kinds;
    }

    /**
     * The ways to write a word or name in lower case: as it is, without accents, `ü` as `ue`, Cyrillic letters in Latin
     * ones, and what an English keyboard makes of Cyrillic typing.
     *
     * @return list<string> without doubles, the text itself first
     */
    public function spellings(string $lower): array
    {
        if (Text::isAscii($lower)) {
            return [$lower];
        }
        $forms = [
            $lower,
            $this->base->applyTo($lower),
            $this->base->applyTo($this->spelled->applyTo($lower)),
        ];
        foreach ($this->latin as $table) {
            $forms[] = $table->applyTo($lower);
        }
        $forms[] = $this->layout->applyTo($lower);
        return self::unique($forms);
    }

    /**
     * @param list<string> $forms
     *
     * @return list<string>
     */
    private static function unique(array $forms): array
    {
        $unique = [];
        foreach ($forms as $form) {
            if (!in_array($form, $unique, true)) {
                $unique[] = $form;
            }
        }
        return $unique;
    }
}
