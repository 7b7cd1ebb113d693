<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Secrets;

use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;
use Modules\ModuleSecurityChecklist\Lib\Ports\Fingerprints;

/**
 * Secrets that follow each other in a list, under one keyed fingerprint: quicker than one for each of thousands.
 */
final class Neighbours
{
    private const PURPOSE = 'features of neighbours';
    private const OF_ONE = 'features';
    /** So many on average. Where they part is told by the secrets, so that a new one does not move all behind it. */
    private const SIZE = 32;

    /** @var list<Secret> */
    public array $secrets = [];
    public string $print = '';
    /** @var list<string> everything that the features of each depend on */
    private array $texts = [];

    private function __construct()
    {
    }

    /**
     * @param list<Secret> $secrets
     *
     * @return list<self>
     *
     * @throws CannotRead
     */
    public static function among(array $secrets, Fingerprints $fingerprints): array
    {
        $all = [];
        $group = new self();
        foreach ($secrets as $secret) {
            $text = self::textOf($secret);
            $group->secrets[] = $secret;
            $group->texts[] = $text;
            if (crc32($text) % self::SIZE === 0) {
                $all[] = $group;
                $group = new self();
            }
        }
        if ($group->secrets !== []) {
            $all[] = $group;
        }
        foreach ($all as $group) {
            $group->print = $fingerprints->of(self::PURPOSE, implode('', $group->texts));
        }
        return $all;
    }

    /**
     * The fingerprint of each, in their order.
     *
     * @return list<string>
     *
     * @throws CannotRead
     */
    public function prints(Fingerprints $fingerprints): array
    {
        $prints = [];
        foreach ($this->texts as $text) {
            $prints[] = $fingerprints->of(self::OF_ONE, $text);
        }
        return $prints;
    }

    /**
     * Where one part ends and the next begins is told by their lengths.
     */
    private static function textOf(Secret $secret): string
    {
        $text = $secret->text();
        $about = $secret->about();
        $lengths = pack(
            'N7',
            strlen($text),
            strlen($about->name),
            strlen($about->number),
            strlen($about->mobile),
            strlen($about->login),
            strlen($about->email),
            strlen($about->company)
        );
        return $lengths . $text . $about->name . $about->number . $about->mobile . $about->login . $about->email
            . $about->company;
    }

    /**
     * @return array<string, mixed>
     */
    public function __debugInfo(): array
    {
        return [];
    }
}
