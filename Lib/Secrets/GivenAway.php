<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Secrets;

use Modules\ModuleSecurityChecklist\Lib\Ports\CannotRead;

/**
 * What a secret gives away about its owner: names, numbers and dates that an attacker tries first
 * (sites/checklist/secrets/about.ts).
 */
final class GivenAway
{
    private Writing $writing;
    private Names $names;
    private Meter $meter;
    /** The last company asked for, because it is mostly the same for all. */
    private string $company = '';
    /** @var list<string> */
    private array $ofCompany = [];

    public function __construct(Writing $writing, Meter $meter)
    {
        $this->writing = $writing;
        $this->names = new Names($writing);
        $this->meter = $meter;
    }

    /**
     * @param Strength $strength     of the secret
     * @param int      $perCharacter what one character of it is worth, in thousandths of a bit
     *
     * @return list<'name'|'number'|'login'|'company'|'date'|'hardware'>
     *
     * @throws CannotRead
     */
    public function by(Text $secret, About $about, Strength $strength, int $perCharacter, Places $places): array
    {
        $search = new Search($secret, $this->writing, $this->meter, $strength, $perCharacter);
        $names = $this->names;
        $isNumber = $search->findsNumber($names->wholes($about->number))
            || $search->finds(Names::mobile($about->mobile));
        $isLogin = $search->finds(array_merge(
            $names->wholes($about->login),
            $names->tokens($about->login),
            $names->tokens(Names::mailbox($about->email)),
        ));
        $found = [];
        if ($search->finds($names->tokens($about->name))) {
            $found[] = 'name';
        }
        if ($isNumber) {
            $found[] = 'number';
        }
        if ($isLogin) {
            $found[] = 'login';
        }
        if ($search->finds($this->ofCompany($about->company))) {
            $found[] = 'company';
        }
        if ($search->dateCounts($places)) {
            $found[] = 'date';
        }
        if ($search->addressCounts($places->addresses)) {
            $found[] = 'hardware';
        }
        return $found;
    }

    /**
     * @return list<string>
     */
    private function ofCompany(string $company): array
    {
        if ($company !== $this->company) {
            $this->company = $company;
            $this->ofCompany = array_merge($this->names->wholes($company), $this->names->tokens($company));
        }
        return $this->ofCompany;
    }
}
