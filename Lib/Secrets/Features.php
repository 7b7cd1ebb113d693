<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Secrets;

use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;

/**
 * What may be said about a secret without saying the secret (sites/checklist/facts/schema.ts, SecretFeaturesSchema).
 *
 * @phpstan-type SecretFeatures array{
 *     contains: list<'name'|'number'|'login'|'company'|'date'|'hardware'>,
 *     dictionary: bool,
 *     digitsOnly: bool,
 *     generated: bool,
 *     length: 'empty'|'lt8'|'8-11'|'12+',
 *     missing: list<'upper'|'lower'|'digit'|'special'>,
 *     shared: int,
 *     strong: bool
 * }
 */
interface Features
{
    /**
     * Many at once, so that the dictionary is opened once. The keys of each are in the order of the digest.
     *
     * @param list<Secret> $secrets
     * @param string       $list    small letters: these are all secrets of that list, and what is said of them may be
     *                              kept until it is asked for again; '': of these nothing is kept
     *
     * @return list<SecretFeatures> in the same order
     *
     * @throws CannotRead where the dictionary cannot be read
     */
    public function of(array $secrets, string $list = ''): array;
}
