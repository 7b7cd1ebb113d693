<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Support;

use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\Fingerprints;

/**
 * Fingerprints with a key that a test sets.
 */
final class FakeFingerprints implements Fingerprints
{
    public string $key = 'key of this PBX';
    /** Its like is thrown by every asking; null: all is well. */
    public ?CannotRead $broken = null;
    public int $asked = 0;

    public function of(string $purpose, string $text): string
    {
        $this->asked++;
        if ($this->broken !== null) {
            throw $this->broken->withoutItsTrace();
        }
        return substr(hash_hmac('sha256', $purpose . "\0" . $text, $this->key, true), 0, self::LENGTH);
    }
}
