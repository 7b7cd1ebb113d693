<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Secrets;

use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;

/**
 * From a secret to what may be said about it, exactly as sites/checklist/secrets/features.ts; both are held by
 * test/vectors/secret-features.json. Keeps nothing of a secret.
 *
 * @phpstan-import-type SecretFeatures from Features
 */
final class Judge implements Features
{
    private const STRONG = 80000;
    /**
     * Common is what is half made of words, runs, repeats, dates and addresses, and takes hardly any guessing; or little,
     * by the share of it that is, and so much less than random characters would that chance does not explain it.
     */
    private const COMMON = [['share' => 0.7, 'below' => 70000], ['share' => self::HALF, 'below' => 55000]];
    private const HALF = 0.5;
    private const HARDLY_ANY = 28000;
    /** Saved of each character, by the share: pronounceable random ones (pwgen) save less. */
    private const NO_CHANCE_EACH = [['share' => 0.85, 'saved' => 2250], ['share' => self::HALF, 'saved' => 2650]];
    private const NO_CHANCE = 24000;
    /** In so many characters, words, runs and years come up by chance; in fewer, where they are less than half of it. */
    private const LONG = 20;
    private const LONG_HALF_RANDOM = 16;
    /** What Core makes: 20 or 32 letters and digits. */
    private const GENERATED = '/^(?![0-9]+$)[A-Za-z0-9]{20,}$/D';
    /** No password is longer; what is behind is not looked at. */
    private const LOOKED_AT = 1024;
    private const CLASSES = [Characters::UPPER, Characters::LOWER, Characters::DIGIT, Characters::SPECIAL];

    private Writing $writing;
    private Dictionary $dictionary;
    private Meter $meter;
    private GivenAway $givenAway;

    public function __construct(Dictionary $dictionary)
    {
        $dates = new Dates();
        $runs = new Runs();
        $this->writing = new Writing();
        $this->dictionary = $dictionary;
        $this->meter = new Meter($dates, $runs, $dictionary, new Hardware($dictionary));
        $this->givenAway = new GivenAway($this->writing, $this->meter);
    }

    public function of(array $secrets, string $list = ''): array
    {
        $features = [];
        foreach ($secrets as $secret) {
            $features[] = $this->judge($secret->text(), $secret->about(), $secret->shared());
        }
        return $features;
    }

    /**
     * @return SecretFeatures
     *
     * @throws CannotRead
     */
    private function judge(string $secret, About $about, int $shared): array
    {
        $text = Text::of(Text::cut($secret, self::LOOKED_AT), $this->writing);
        $characters = new Characters($text->text);
        $perCharacter = $characters->millibits();
        $places = $this->meter->places($text);
        $strength = $this->meter->measure($text, $perCharacter, $places);
        $contains = $this->givenAway->by($text, $about, $strength, $perCharacter, $places);
        $isCommon = $this->isCommon($text, $strength, $perCharacter, $places);
        $isStrong = self::guessingOf($text, $strength) >= self::STRONG && !$isCommon && $contains === [];
        $missing = [];
        foreach (self::CLASSES as $class) {
            if (!$characters->has($class)) {
                $missing[] = $class;
            }
        }
        return [
            'contains' => $contains,
            'dictionary' => $isCommon,
            'digitsOnly' => $characters->areDigits(),
            'generated' => $isStrong && preg_match(self::GENERATED, $secret) === 1,
            'length' => self::bucketOf($text->length),
            'missing' => $missing,
            'shared' => max(0, $shared),
            'strong' => $isStrong,
        ];
    }

    /**
     * @return 'empty'|'lt8'|'8-11'|'12+'
     */
    private static function bucketOf(int $length): string
    {
        if ($length === 0) {
            return 'empty';
        }
        if ($length < 8) {
            return 'lt8';
        }
        return $length < 12 ? '8-11' : '12+';
    }

    /**
     * In a long secret, what chance explains makes it no weaker.
     */
    private static function guessingOf(Text $text, Strength $strength): int
    {
        $isLong = $text->length >= self::LONG
            || ($text->length >= self::LONG_HALF_RANDOM && $strength->patterned < self::HALF);
        $isChance = $isLong && $strength->random - $strength->millibits < self::NO_CHANCE;
        return $isChance ? $strength->random : $strength->millibits;
    }

    /**
     * A word of the dictionary as it is; or mostly words, runs, repeats, dates and addresses.
     *
     * @throws CannotRead
     */
    private function isCommon(Text $text, Strength $strength, int $perCharacter, Places $places): bool
    {
        foreach ($text->readings() as $form) {
            if ($this->dictionary->has($form)) {
                return true;
            }
        }
        foreach ($this->writing->spellings($text->lower) as $form) {
            if ($this->dictionary->has($form)) {
                return true;
            }
        }
        if ($strength->patterned < self::HALF) {
            return false;
        }
        $millibits = $this->meter->millibitsOfWords($text, $perCharacter, $places);
        if ($millibits < self::HARDLY_ANY) {
            return true;
        }
        $each = ($strength->random - $millibits) / min($text->length, Places::LOOKED_AT);
        $isCheap = false;
        foreach (self::COMMON as ['share' => $share, 'below' => $below]) {
            $isCheap = $isCheap || ($strength->patterned >= $share && $millibits < $below);
        }
        foreach (self::NO_CHANCE_EACH as ['share' => $share, 'saved' => $saved]) {
            if ($isCheap && $strength->patterned >= $share && $each >= $saved) {
                return true;
            }
        }
        return false;
    }
}
