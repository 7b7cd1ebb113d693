<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Secrets;

use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;

/**
 * Looks for names and numbers in one secret.
 */
final class Search
{
    /** From this length on, holding it is no chance. A shorter one counts where too little is left without it. */
    private const TELLING = 4;
    /** Undoing leet makes many readings of a random secret: there only longer finds are no chance. */
    private const TELLING_IN_LEET = 6;
    /** An extension of three digits counts in every secret but a random one, where it is there by chance. */
    private const TELLING_NUMBER = 3;
    private const ENOUGH_LEFT = 60000;
    private const RANDOM = '/^[A-Za-z0-9]{20,}$/D';
    /** In no name, because it is in no UTF-8. */
    private const BETWEEN = "\xff";

    private Writing $writing;
    private Meter $meter;
    private int $perCharacter;
    private bool $isRandom;
    /** @var list<string> the secret as it may have been written */
    private array $written;
    /** @var list<string> also with leet undone */
    private array $forms;
    private string $all;

    /**
     * @param Meter $meter        one that knows no words
     * @param int   $perCharacter what one character of the secret is worth, in thousandths of a bit
     */
    public function __construct(Text $secret, Writing $writing, Meter $meter, int $perCharacter)
    {
        $this->writing = $writing;
        $this->meter = $meter;
        $this->perCharacter = $perCharacter;
        $this->isRandom = preg_match(self::RANDOM, $secret->text) === 1;
        $this->written = $writing->spellings($secret->lower);
        $this->forms = array_merge($this->written, $secret->readings());
        $this->all = implode(self::BETWEEN, $this->forms);
    }

    /**
     * @param list<string> $names in lower case, of two characters or more
     *
     * @throws CannotRead
     */
    public function finds(array $names): bool
    {
        return $this->findsFrom($names, self::TELLING);
    }

    /**
     * @param list<string> $numbers of extensions
     *
     * @throws CannotRead
     */
    public function findsNumber(array $numbers): bool
    {
        return $this->findsFrom($numbers, $this->isRandom ? self::TELLING : self::TELLING_NUMBER);
    }

    /**
     * @param list<string> $names
     * @param int          $telling from this length on it counts wherever it is written
     *
     * @throws CannotRead
     */
    private function findsFrom(array $names, int $telling): bool
    {
        foreach ($names as $name) {
            // Mostly it is nowhere.
            if (strpos($this->all, $name) !== false && $this->counts($name, $telling)) {
                return true;
            }
        }
        return false;
    }

    /**
     * @throws CannotRead
     */
    private function counts(string $name, int $telling): bool
    {
        $length = mb_strlen($name, 'UTF-8');
        if ($length >= self::TELLING_IN_LEET) {
            return true;
        }
        if ($length >= $telling && strpos(implode(self::BETWEEN, $this->written), $name) !== false) {
            return true;
        }
        foreach ($this->forms as $form) {
            $at = strpos($form, $name);
            if ($at !== false && !$this->isEnough(substr_replace($form, '', $at, strlen($name)))) {
                return true;
            }
        }
        return false;
    }

    /**
     * @throws CannotRead
     */
    private function isEnough(string $rest): bool
    {
        $strength = $this->meter->measure(Text::of($rest, $this->writing), $this->perCharacter);
        return $strength->millibits >= self::ENOUGH_LEFT;
    }
}
