<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Secrets;

/**
 * Whose secret it is: what somebody who guesses tries first. All of it is text of strangers; '' where not known.
 */
final class About
{
    public string $name;
    public string $number;
    public string $mobile;
    public string $login;
    public string $email;
    public string $company;

    public function __construct(
        string $name = '',
        string $number = '',
        string $mobile = '',
        string $login = '',
        string $email = '',
        string $company = ''
    ) {
        $this->name = $name;
        $this->number = $number;
        $this->mobile = $mobile;
        $this->login = $login;
        $this->email = $email;
        $this->company = $company;
    }
}
