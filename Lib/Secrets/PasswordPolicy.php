<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Secrets;

/**
 * What a new password of the web cabinet or of SSH has to be, as sites/checklist/secrets/policy.ts: the guide's rule, and
 * characters that every release takes. 2024 hands the password of SSH to a shell, between apostrophes.
 *
 * @phpstan-import-type SecretFeatures from Features
 */
final class PasswordPolicy
{
    public const LONGEST = 64;

    /** Printable ASCII, but for apostrophe and backslash; no space at either end. */
    private const FORM = '/\A[!-&(-\[\]-~](?:[ -&(-\[\]-~]{0,62}[!-&(-\[\]-~])?\z/';

    public static function canBeStored(Secret $typed): bool
    {
        return preg_match(self::FORM, $typed->text()) === 1;
    }

    /**
     * The class `meets-rule` of sites/checklist/secrets/judge.ts.
     *
     * @phpstan-param SecretFeatures $features
     */
    public static function meets(array $features): bool
    {
        return $features['length'] === '12+'
            && $features['missing'] === []
            && !$features['digitsOnly']
            && !$features['dictionary']
            && $features['contains'] === []
            && $features['shared'] === 0;
    }
}
