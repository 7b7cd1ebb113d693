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
     * A secret of which this share is words, runs, repeats and dates counts as common unless it takes so much guessing
     * all the same.
     */
    private const COMMON = [['share' => 0.7, 'below' => self::STRONG], ['share' => 0.5, 'below' => 55000]];
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
        $this->meter = new Meter($dates, $runs, $dictionary);
        $this->givenAway = new GivenAway($this->writing, $dates, $runs);
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
        $strength = $this->meter->measure($text, $perCharacter);
        $contains = $this->givenAway->by($text, $about, $perCharacter);
        $isCommon = $this->isCommon($text, $strength);
        $isStrong = $strength->millibits >= self::STRONG && !$isCommon && $contains === [];
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
     * A word of the dictionary as it is; or words, runs, repeats and dates with trimmings, unless there are many.
     *
     * @throws CannotRead
     */
    private function isCommon(Text $text, Strength $strength): bool
    {
        foreach (self::COMMON as ['share' => $share, 'below' => $below]) {
            if ($strength->patterned >= $share && $strength->millibits < $below) {
                return true;
            }
        }
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
        return false;
    }
}
